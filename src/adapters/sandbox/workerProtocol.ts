import { z } from 'zod';
import type { RuntimeExport } from '../../core/synthesis/runtimeExports';
import type { Scenario, ScenarioObservation } from '../../core/synthesis/scenario';
import type { TrialResult, TrialScope } from '../../core/synthesis/trial';
import type { PackedTrials } from './trialPacking';

/** What the sandbox tells its child process. */
export type WorkerRequest =
  | {
      readonly kind: 'load';
      /** Absolute path of the module. */
      readonly file: string;
      readonly workspaceRoot: string;
      readonly code: string;
      readonly pointCount: number;
      readonly clockOffsetMs: number;
      readonly randomSeed: number;
      readonly loadTimeoutMs: number;
      readonly scenarioTimeoutMs: number;
      readonly trialTimeoutMs: number;
      /** The only folder that the code may write to; absolute and real. */
      readonly folder: string;
    }
  | { readonly kind: 'run'; readonly scenario: Scenario }
  /** Has no answer. */
  | { readonly kind: 'start-trials'; readonly scope: TrialScope }
  | { readonly kind: 'try'; readonly packed: PackedTrials };

/** What the child process answers: one `ready` at its start, then one message per request. */
export type WorkerResponse =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'loaded';
      readonly exports: readonly RuntimeExport[];
      readonly loadedPoints: readonly number[];
    }
  | { readonly kind: 'load-failed'; readonly message: string }
  | { readonly kind: 'observed'; readonly observation: ScenarioObservation }
  | ({ readonly kind: 'tried' } & TrialResult);

const points = z.array(z.number().int().nonnegative());
const runtimeFunction = {
  counters: z.array(z.number()),
  parameterNames: z.array(z.string()),
};
const runtimeMembers = z.array(
  z.object({ name: z.string(), isAccessor: z.boolean().exactOptional(), ...runtimeFunction }),
);
const observedValue = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('expressible'), code: z.string(), isPrimitive: z.boolean() }),
  z.object({
    kind: z.literal('instance'),
    className: z.string(),
    code: z.string(),
    methods: runtimeMembers.exactOptional(),
  }),
  z.object({
    kind: z.literal('function'),
    ...runtimeFunction,
    methods: runtimeMembers,
    fields: z.array(z.string()).exactOptional(),
  }),
  z.object({
    kind: z.literal('inexpressible'),
    reason: z.string(),
    methods: runtimeMembers,
    isIterator: z.boolean().exactOptional(),
    fields: z.array(z.string()).exactOptional(),
  }),
]);
const stepOutcome = z.discriminatedUnion('status', [
  z.object({ status: z.literal('returned'), isPromise: z.boolean(), value: observedValue }),
  z.object({
    status: z.literal('threw'),
    isPromise: z.boolean(),
    error: z.object({
      name: z.string(),
      message: z.string(),
      isDeliberate: z.boolean(),
      code: z.optional(z.string()),
    }),
  }),
  z.object({ status: z.literal('not-reached') }),
]);
const trace = z.object({
  events: z.array(
    z.object({
      name: z.string(),
      emitterStep: z.number(),
      step: z.number(),
      isLate: z.boolean(),
      argumentCount: z.number(),
    }),
  ),
  clock: z.optional(
    z.object({
      readsDate: z.boolean(),
      waitedMs: z.number(),
      delaysMs: z.array(z.number()),
      openTimersMs: z.array(z.number()),
      jumpsMs: z.array(z.array(z.number())),
    }),
  ),
  isBusy: z.boolean(),
  files: z.record(z.string(), z.string()),
  deniedPaths: z.array(z.object({ operation: z.string(), path: z.string() })),
});
const observation = z.discriminatedUnion('status', [
  z.object({
    scenarioId: z.string(),
    status: z.literal('observed'),
    outcomes: z.array(stepOutcome),
    points,
    effects: z.array(z.enum(['file-system', 'network', 'process', 'environment'])),
    questions: z.array(
      z.object({
        path: z.string(),
        kind: z.enum(['property', 'call', 'list', 'keys', 'number', 'text', 'primitive']),
        name: z.string(),
      }),
    ),
    trace: z.optional(trace),
  }),
  z.object({ scenarioId: z.string(), status: z.literal('pending'), trace: z.optional(trace) }),
  z.object({ scenarioId: z.string(), status: z.literal('timed-out') }),
  z.object({
    scenarioId: z.string(),
    status: z.literal('crashed'),
    message: z.string(),
    isUncaught: z.optional(z.boolean()),
    trace: z.optional(trace),
  }),
]);
const runtimeExport = z.object({
  name: z.string(),
  kind: z.enum(['function', 'class', 'object', 'instance', 'value']),
  ownName: z.string(),
  members: runtimeMembers,
  statics: runtimeMembers,
  worksWithoutNew: z.exactOptional(z.boolean()),
  ...runtimeFunction,
});
const trialReport = z.object({
  index: z.number().int().nonnegative(),
  status: z.enum(['new', 'seen', 'waits', 'waits-again', 'endless', 'hung', 'crashed']),
  way: z.optional(z.string()),
  clues: z.array(
    z.object({
      site: z.number().int().nonnegative(),
      value: z.string(),
      wanted: z.array(z.string()),
      pattern: z.optional(z.string()),
      distance: z.optional(z.number()),
    }),
  ),
});
const workerResponse: z.ZodType<WorkerResponse> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('loaded'), exports: z.array(runtimeExport), loadedPoints: points }),
  z.object({ kind: z.literal('load-failed'), message: z.string() }),
  z.object({ kind: z.literal('observed'), observation }),
  z.object({ kind: z.literal('tried'), done: z.number().int().nonnegative(), reports: z.array(trialReport) }),
]);

/** Reads a message of the child, which runs code that may send anything: undefined for what is not ours. */
export function parseWorkerResponse(message: unknown): WorkerResponse | undefined {
  const parsed = workerResponse.safeParse(message);
  return parsed.success ? parsed.data : undefined;
}
