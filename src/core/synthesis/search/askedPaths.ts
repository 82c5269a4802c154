import type { SandboxSession } from '../../testing/sandbox';
import type { ValueShape } from '../moduleModel';
import type { DeniedPath } from '../scenario';
import { buildScenario, type LocalNameOf } from './scenarioBuilder';
import type { Callable, PlannedCall, ScenarioPlan } from './scenarioPlan';
import type { TestableUnit } from './testableUnit';

export interface PathAskingOptions {
  readonly session: SandboxSession;
  readonly localNameOf: LocalNameOf;
  /** Where to put what the module writes to files. */
  readonly written: string[];
}

const marker = 'aqe-path-';
const folderOperations = /^(readdir|opendir|mkdir|rmdir|watch|scandir)$/;
const mostWritten = 5;
const deepest = 2;

/**
 * The unit with shapes for arguments that are paths: they were handed over as marked texts, and what was wanted of the file
 * system tells which of them are paths, and of what.
 */
export async function withAskedPaths(
  unit: TestableUnit,
  options: PathAskingOptions,
  signal: AbortSignal,
): Promise<TestableUnit> {
  const construct = unit.construct && (await askConstructor(unit.construct, unit, options, signal));
  const asked = async (callable: Callable): Promise<Callable> => {
    if (callable.form === 'read' || (callable.form === 'method' && !construct)) return callable;
    if (!callable.parameters.some(({ shape }) => mayBeText(shape))) return callable;
    const receiver = callable.form === 'method' && construct ? receiverOf(plainCall(construct)) : {};
    const plan = { ...receiver, calls: [markedCall(callable)] };
    return withPathsOf(callable, await deniedPaths([plan], options, signal));
  };
  const functions: Callable[] = [];
  for (const callable of unit.functions) functions.push(await asked(callable));
  const members: Callable[] = [];
  for (const callable of unit.members) members.push(await asked(callable));
  const known = { ...unit, construct, functions, members };
  const isKnown = [...(construct ? [construct] : []), ...functions, ...members].some(({ parameters }) =>
    parameters.some(({ shape }) => hasPath(shape)),
  );
  if (isKnown) await learnWritten(known, options, signal);
  return known;
}

/** An instance may keep a path for its methods: what they want of the file system counts as well. */
async function askConstructor(
  construct: Callable,
  { members }: TestableUnit,
  options: PathAskingOptions,
  signal: AbortSignal,
): Promise<Callable> {
  if (!construct.parameters.some(({ shape }) => mayBeText(shape))) return construct;
  const marked = markedCall(construct);
  const methods = members.filter(({ form }) => form === 'method');
  const plans: ScenarioPlan[] = [
    { calls: [marked] },
    ...methods.map((callable) => ({ ...receiverOf(marked), calls: [plainCall(callable)] })),
  ];
  return withPathsOf(construct, await deniedPaths(plans, options, signal));
}

function receiverOf(call: PlannedCall) {
  return { receiver: { call, name: 'receiver' } };
}

/** Every text among the arguments marked by its place. */
function markedCall(callable: Callable): PlannedCall {
  const { parameters, generator } = callable;
  const marked = parameters.map((parameter, index) => ({
    ...parameter,
    shape: markedShape(parameter.shape, String(index), 0),
  }));
  return {
    callable,
    arguments: marked.filter(({ isRest }) => !isRest).map((parameter) => generator.ordinary(parameter)),
  };
}

/** Which marks were found in paths that the file system was asked for. */
async function deniedPaths(
  plans: readonly ScenarioPlan[],
  { session, localNameOf }: PathAskingOptions,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, 'file' | 'folder'>> {
  const scenarios = plans.map((plan, index) => buildScenario({ id: String(index), plan, localNameOf }));
  const denied = new Map<string, 'file' | 'folder'>();
  let hanging = 0;
  for await (const observation of session.execute(scenarios, signal)) {
    if (observation.status === 'timed-out') {
      if (++hanging >= 2) break;
      continue;
    }
    for (const one of observation.trace?.deniedPaths ?? []) {
      const mark = pathMark(one);
      if (mark !== undefined && !denied.has(mark))
        denied.set(mark, folderOperations.test(one.operation) ? 'folder' : 'file');
    }
  }
  return denied;
}

function withPathsOf(callable: Callable, denied: ReadonlyMap<string, 'file' | 'folder'>): Callable {
  if (denied.size === 0) return callable;
  const parameters = callable.parameters.map((parameter, index) => ({
    ...parameter,
    shape: withPaths(parameter.shape, String(index), denied),
  }));
  return { ...callable, parameters };
}

/** Runs what takes paths on files that are not there yet, and keeps what they hold afterwards. */
async function learnWritten(
  { construct, functions, members }: TestableUnit,
  { session, localNameOf, written }: PathAskingOptions,
  signal: AbortSignal,
): Promise<void> {
  // Whoever writes files begins with none: until it is known who does, all do.
  const isFirst = written.length === 0;
  if (isFirst) written.push('');
  const receiver = construct && { call: plainCall(construct), name: 'receiver' };
  const methods = members.filter(({ form }) => form === 'method');
  const plans: ScenarioPlan[] = [
    ...[...functions, ...(construct ? [construct] : [])].map((callable) => ({
      calls: [plainCall(callable)],
    })),
    ...(receiver ? methods.map((callable) => ({ receiver, calls: [plainCall(callable)] })) : []),
  ];
  const scenarios = plans.map((plan, index) => buildScenario({ id: String(index), plan, localNameOf }));
  let hasWritten = false;
  let hanging = 0;
  for await (const observation of session.execute(scenarios, signal)) {
    if (observation.status === 'timed-out') {
      if (++hanging >= 2) break;
      continue;
    }
    const texts = Object.values(observation.trace?.files ?? {});
    hasWritten ||= texts.length > 0;
    for (const text of texts) if (!written.includes(text) && written.length < mostWritten) written.push(text);
  }
  if (isFirst && !hasWritten) written.length = 0;
}

/** Every argument ordinary, optional ones too. */
function plainCall(callable: Callable): PlannedCall {
  const { parameters, generator } = callable;
  return {
    callable,
    arguments: parameters.filter(({ isRest }) => !isRest).map((parameter) => generator.ordinary(parameter)),
  };
}

function pathMark({ path }: DeniedPath): string | undefined {
  return new RegExp(`${marker}([\\w.]+?)-end`).exec(path)?.[1];
}

function hasPath(shape: ValueShape): boolean {
  if (shape.kind === 'object') return shape.properties.some((property) => hasPath(property.shape));
  return shape.kind === 'union' ? shape.options.some(hasPath) : shape.kind === 'path';
}

function mayBeText(shape: ValueShape): boolean {
  if (shape.kind === 'object') return shape.properties.some((property) => mayBeText(property.shape));
  if (shape.kind === 'union') return shape.options.some(mayBeText);
  return shape.kind === 'string' || shape.kind === 'unknown';
}

/** The first place for a text in a union is marked; of the others nobody knows whether they are meant. */
function markedShape(shape: ValueShape, path: string, depth: number): ValueShape {
  switch (shape.kind) {
    case 'string':
    case 'unknown':
      return { kind: 'literal', code: `'${marker}${path}-end'` };
    case 'union': {
      const option = shape.options.find(mayBeText);
      return option ? markedShape(option, path, depth) : shape;
    }
    case 'object':
      if (depth >= deepest) return shape;
      return {
        kind: 'object',
        properties: shape.properties.map((property) => ({
          ...property,
          shape: markedShape(property.shape, `${path}.${property.name}`, depth + 1),
        })),
      };
    default:
      return shape;
  }
}

function withPaths(
  shape: ValueShape,
  path: string,
  denied: ReadonlyMap<string, 'file' | 'folder'>,
): ValueShape {
  const of = denied.get(path);
  switch (shape.kind) {
    case 'string':
      return of ? { kind: 'path', of } : shape;
    case 'unknown':
      return of ? { kind: 'union', options: [{ kind: 'path', of }, { kind: 'undefined' }] } : shape;
    case 'union': {
      const option = shape.options.find(mayBeText);
      if (!option) return shape;
      const better = withPaths(option, path, denied);
      return better === option
        ? shape
        : { kind: 'union', options: [better, ...shape.options.filter((one) => one !== option)] };
    }
    case 'object':
      return {
        kind: 'object',
        properties: shape.properties.map((property) => ({
          ...property,
          shape: withPaths(property.shape, `${path}.${property.name}`, denied),
        })),
      };
    default:
      return shape;
  }
}
