import { splitLastCall } from '../../generation/triage/callText';
import { type InputExpression, inputOf } from '../inputs/inputExpression';
import type { ExampleStatement, WorkedExample } from '../moduleModel';
import { isUsableName } from '../search/localNames';
import type { Callable, PlannedCall, ScenarioPlan } from '../search/scenarioPlan';
import type { TestableUnit } from '../search/testableUnit';
import { namesOf } from './exampleNames';

/** An example of the documentation as a plan for a test. */
export interface DocumentedPlan {
  readonly unit: TestableUnit;
  /** As the documentation has it. */
  readonly code: string;
  /** Undefined: it throws. */
  readonly result: string | undefined;
  readonly mayMeanAnother: boolean;
  /** From the shortest on: whether calls before it are needed only shows when it is run. */
  readonly plans: readonly ScenarioPlan[];
}

/** The worked examples that can be run against the units, each once. */
export function documentedPlans(
  examples: readonly WorkedExample[],
  units: readonly TestableUnit[],
): readonly DocumentedPlan[] {
  const plans = examples.flatMap((example) => planOf(example, units) ?? []);
  const seen = new Set<string>();
  return plans.filter(({ code, plans: [plan] }) => {
    const key = JSON.stringify([code, setupCodesOf(plan)]);
    return !seen.has(key) && seen.add(key);
  });
}

function planOf(example: WorkedExample, units: readonly TestableUnit[]): DocumentedPlan | undefined {
  const names = namesOf(example, units);
  if (!names) return undefined;
  const code = names.renamed(example.code);
  const statements = example.setup.map((statement) => ({
    ...statement,
    code: names.renamed(statement.code),
  }));
  const areNamesUsable = statements.every(
    ({ name }) =>
      name === undefined || (isUsableName(name) && units.every(({ localName }) => localName !== name)),
  );
  const found = areNamesUsable ? callableOf(example.callee, code, names.units) : undefined;
  if (!found) return undefined;
  const exportNames = names.units.map(({ exportName }) => exportName);
  const act = (setup: readonly InputExpression[]): PlannedCall => ({
    callable: found.callable,
    arguments: argumentsOf(code),
    before: setup,
    expression: code,
  });
  const isUsed = ({ name }: ExampleStatement): boolean => name !== undefined;
  const variants = [statements.filter(isUsed), statements].filter(
    (variant, index, all) => index === 0 || variant.length !== all[0]?.length,
  );
  const plans = variants.flatMap(
    (variant) => planWith(variant, { act, callable: found.callable, exportNames }) ?? [],
  );
  if (plans.length === 0) return undefined;
  const { result, mayMeanAnother = false } = example;
  return { unit: found.unit, code, result, mayMeanAnother, plans };
}

interface PlanParts {
  readonly act: (setup: readonly InputExpression[]) => PlannedCall;
  readonly callable: Callable;
  readonly exportNames: readonly string[];
}

/** Constants first, then calls; undefined when a constant needs a call before it. */
function planWith(
  statements: readonly ExampleStatement[],
  { act, callable, exportNames }: PlanParts,
): ScenarioPlan | undefined {
  const firstCall = statements.findIndex(({ name }) => name === undefined);
  const constants = firstCall < 0 ? statements : statements.slice(0, firstCall);
  const calls = firstCall < 0 ? [] : statements.slice(firstCall);
  if (calls.some(({ name }) => name !== undefined)) return undefined;
  const setup: InputExpression = {
    ...inputOf(''),
    exportNames,
    setup: constants.map(({ name = '', code }) => ({ name, code, isInspected: false })),
  };
  const before = calls.map(({ code }): PlannedCall => ({ callable, arguments: [], expression: code }));
  return { calls: [...before, act([setup])] };
}

function setupCodesOf(plan: ScenarioPlan | undefined): readonly string[] {
  return (plan?.calls ?? []).flatMap(({ before = [] }) =>
    before.flatMap(({ setup }) => setup.map(({ code }) => code)),
  );
}

function argumentsOf(code: string): readonly InputExpression[] {
  return (splitLastCall(code)?.parameters ?? []).map((parameter) => inputOf(parameter));
}

/** What the example calls in the end: a function of that name, a member of a class that it uses, or its constructor. */
function callableOf(
  callee: string,
  code: string,
  units: readonly TestableUnit[],
): { readonly unit: TestableUnit; readonly callable: Callable } | undefined {
  const own = units.flatMap((unit) => {
    const callables = [...unit.functions, ...unit.members, ...(unit.construct ? [unit.construct] : [])];
    return callables.map((callable) => ({ unit, callable }));
  });
  const head = splitLastCall(code)?.callee ?? code;
  const exact = own.find(({ callable: { path, form } }) => form === 'call' && path === head);
  if (exact) return exact;
  const named = own.filter(({ callable }) => callable.path.split('.').at(-1) === callee);
  const isMember = /\.\s*[\w$]+$/.test(head);
  const [fitting] = named.filter(({ callable: { form } }) =>
    isMember ? form === 'method' || form === 'read' : form !== 'method' && form !== 'read',
  );
  if (fitting) return fitting;
  // What a function gives is used further: `mean([1]).toFixed(2)`, `line(fit)(2)`.
  const [inner] = own.filter(
    ({ callable: { form, path } }) => form === 'call' && code.startsWith(`${path}(`),
  );
  const [used] = units;
  const [only] = used?.functions ?? [];
  return inner ?? (used && only && units.length === 1 ? { unit: used, callable: only } : undefined);
}
