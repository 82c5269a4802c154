import type { ValueShape } from '../moduleModel';
import { memberOf, quoted } from '../writing/expressionText';
import type { ArchivedScenario } from './archive';
import { constantNameFor, isUsableName } from './localNames';
import { isQueryName } from './queryMethods';
import { type Inspection, setupOf } from './scenarioBuilder';
import { actOf, type ScenarioPlan } from './scenarioPlan';
import { inspectionsOf, type TestableUnit } from './testableUnit';

/** What to look at after an act, so that its effect is seen: state of the instance, of the result, of changed arguments. */
export interface PlannedInspection extends Inspection {
  /** The expressions read the receiver: only what the act changed is worth asserting. */
  readonly readsReceiver: boolean;
  /** False when it turned out that nothing read had changed. */
  readonly showsChange?: boolean;
}

const longestFile = 200;
const noInspection: PlannedInspection = { expressions: [], readsReceiver: false };

export interface InspectionScope {
  readonly units: readonly TestableUnit[];
  /** Subjects whose result is an answer: undefined from them says something, and their arguments need no look. */
  readonly answering: ReadonlySet<string>;
  /** Constants for arguments are only used where TypeScript infers the same type for them. */
  readonly staysInType: boolean;
}

/** Decides what to read after the act of a scenario. */
export function planInspection(
  { plan, observation }: ArchivedScenario,
  scope: InspectionScope,
): PlannedInspection {
  const planned = planReads({ plan, observation }, scope);
  const ofFiles = fileReads(plan, observation);
  const inspection = { ...planned, expressions: [...ofFiles, ...planned.expressions] };
  const named = [...namedFunctions(plan, scope), ...(inspection.namedArguments ?? [])];
  return named.length === 0 ? inspection : { ...inspection, namedArguments: new Map(named) };
}

/** What the code has written to files: all that is not there because the test has put it there. */
function fileReads(plan: ScenarioPlan, { trace }: ArchivedScenario['observation']): string[] {
  if (!trace || trace.isBusy || actOf(plan).callable.form === 'read') return [];
  const setup = setupOf(plan);
  const given = setup.flatMap(({ uses = [] }) => uses).join('\n');
  return Object.entries(trace.files)
    .filter(([, text]) => text.length <= longestFile && !given.includes(quoted(text)))
    .map(([name, text]) => {
      const code = `join(folder, ${quoted(name)})`;
      const constant = setup.find((one) => one.code === code)?.name;
      return { text, expression: `readFileSync(${constant ?? code}, 'utf8')` };
    })
    .filter(({ text }) => text !== '')
    .slice(0, 2)
    .map(({ expression }) => expression);
}

function planReads(
  { plan, observation }: Pick<ArchivedScenario, 'plan' | 'observation'>,
  { units, answering, staysInType }: InspectionScope,
): PlannedInspection {
  const act = actOf(plan);
  const outcome = observation.outcomes.at(-1);
  if (outcome?.status !== 'returned') return noInspection;
  const { value } = outcome;
  // Its fields are asserted as a whole.
  if (!staysInType && value.kind === 'instance' && value.code !== '{}') return noInspection;
  const unit = units.find((candidate) => candidate.name === act.callable.unit);
  if (act.callable.form === 'construct' && unit) return inspectResult(unit, unit.localName, unit);
  if (plan.receiver && unit?.kind === 'class' && act.callable.form === 'method') {
    const { name } = plan.receiver;
    const isPureQuery = isQueryName(act.callable.path);
    if (isPureQuery) return noInspection;
    const others = namedInstances(plan, units);
    const reads = others.flatMap((other) => readsOf(other.unit, other.name, undefined));
    const namedArguments = new Map(others.map((other) => [other.index, other.name]));
    const expressions = [...readsOf(unit, name, act.callable.path), ...reads];
    return { namedArguments, expressions, readsReceiver: true };
  }
  if (value.kind === 'instance') {
    const resultUnit = units.find(
      (candidate) => candidate.construct && candidate.localName === value.className,
    );
    return resultUnit ? inspectResult(resultUnit, act.callable.path, unit) : noInspection;
  }
  const isFunction = value.kind === 'function';
  if ((isFunction || value.kind === 'inexpressible') && act.callable.form !== 'read')
    return inspectFields(plan, value.fields ?? [], isFunction);
  const isSilent = value.kind === 'expressible' && value.code === 'undefined';
  return isSilent && !answering.has(act.callable.subject)
    ? inspectArguments(plan, staysInType)
    : noInspection;
}

/** What can be seen of an object that holds functions, or of a function: its plain properties, else that it is one. */
function inspectFields(
  { receiver, calls }: ScenarioPlan,
  fields: readonly string[],
  isFunction: boolean,
): PlannedInspection {
  const act = calls.at(-1);
  if (!act || act.wait || act.times !== undefined || (fields.length === 0 && !isFunction))
    return noInspection;
  const taken = new Set([receiver?.name ?? '', ...act.callable.exportNames, act.callable.path]);
  const resultName = constantNameFor('result', taken);
  const reads = fields.map((field) => memberOf(resultName, field));
  return {
    resultName,
    expressions: reads.length > 0 ? reads : [`typeof ${resultName}`],
    readsReceiver: false,
  };
}

function inspectResult(
  resultUnit: TestableUnit,
  nameSource: string,
  unit: TestableUnit | undefined,
): PlannedInspection {
  const source = nameSource === resultUnit.localName ? nameSource : resultUnit.localName;
  const resultName = constantNameFor(source, new Set([resultUnit.localName, unit?.localName ?? '']));
  return { resultName, expressions: readsOf(resultUnit, resultName, undefined), readsReceiver: false };
}

function readsOf(unit: TestableUnit, name: string, except: string | undefined): string[] {
  return inspectionsOf(unit, isQueryName)
    .filter(({ path }) => path !== except)
    .map(({ form, path }) => (form === 'read' ? memberOf(name, path) : `${memberOf(name, path)}()`));
}

/** Instances among the arguments: the act may change them too. */
function namedInstances(plan: ScenarioPlan, units: readonly TestableUnit[]) {
  const { callable, arguments: inputs } = actOf(plan);
  return inputs.flatMap(({ code }, index) => {
    const name = callable.parameters[index]?.name ?? '';
    const unit = units.find(({ localName, construct }) => construct && code.startsWith(`new ${localName}(`));
    const isFree =
      isUsableName(name) &&
      name !== plan.receiver?.name &&
      units.every(({ localName }) => localName !== name);
    return unit && isFree ? [{ index, name, unit }] : [];
  });
}

/** Functions of several lines read better beside the call than in it; those with parameters need its types. */
function namedFunctions(plan: ScenarioPlan, { units, staysInType }: InspectionScope): [number, string][] {
  const { callable, arguments: inputs } = actOf(plan);
  return inputs.flatMap(({ code }, index): [number, string][] => {
    const parameter = callable.parameters[index];
    if (!parameter || !/^(?:async )?\(\) => \{\n/.test(code)) return [];
    const isSameType = !staysInType || !returnsLiteral(parameter.shape) || !code.includes('return');
    const isFree =
      isUsableName(parameter.name) && units.every(({ localName }) => localName !== parameter.name);
    return isSameType && isFree && parameter.name !== plan.receiver?.name ? [[index, parameter.name]] : [];
  });
}

function returnsLiteral(shape: ValueShape): boolean {
  return shape.kind !== 'function' || hasLiteral(shape.returns);
}

function inspectArguments(plan: ScenarioPlan, staysInType: boolean): PlannedInspection {
  const { callable, arguments: inputs } = actOf(plan);
  const namedArguments = new Map<number, string>();
  for (const [index, parameter] of callable.parameters.entries()) {
    const input = inputs[index];
    const isChangeable =
      input !== undefined && /^(?:[[{]|new (?:Map|Set|Date)\()/.test(input.code) && !parameter.isRest;
    const isSameType = !staysInType || !hasLiteral(parameter.shape);
    if (isChangeable && isSameType && isUsableName(parameter.name) && parameter.name !== callable.path) {
      namedArguments.set(index, parameter.name);
    }
  }
  return { namedArguments, expressions: [...namedArguments.values()], readsReceiver: false };
}

/** A constant `{ kind: 'circle' }` has the type `{ kind: string }`, which does not fit a union of literals. */
function hasLiteral(shape: ValueShape): boolean {
  switch (shape.kind) {
    case 'literal':
    case 'tuple':
    case 'function':
      return true;
    case 'union':
      return true;
    case 'array':
    case 'set':
      return hasLiteral(shape.element);
    case 'object':
      return shape.properties.some((property) => property.isOptional || hasLiteral(property.shape));
    case 'record':
    case 'map':
    case 'promise':
      return hasLiteral(shape.value);
    default:
      return false;
  }
}
