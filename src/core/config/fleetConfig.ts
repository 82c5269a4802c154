// The small zod: this file is loaded when the editor starts, and the full one would be most of what is loaded then.
import * as z from 'zod/mini';
import { ConfigError } from '../errors';
import { modelSettingSchema } from '../routing/modelSetting';
import { providersSettingSchema } from '../routing/providerSetting';
import { routingRuleSchema } from '../routing/routingRule';
import { testFrameworkIds } from '../testing/testProject';

z.config(z.locales.en());

/** US dollars; null: no limit; 0: spend nothing, use free models only. */
const budgetLimit = z._default(z.nullable(z.number().check(z.minimum(0))), null);
const fraction = (initial: number) => z._default(z.number().check(z.minimum(0), z.maximum(1)), initial);
const percent = (initial: number) => z._default(z.number().check(z.minimum(0), z.maximum(100)), initial);
/** null: no rule. */
const optionalPercent = z._default(z.nullable(z.number().check(z.minimum(0), z.maximum(100))), null);
const count = (minimum: number, maximum: number, initial: number) =>
  z._default(z.int().check(z.minimum(minimum), z.maximum(maximum)), initial);

/**
 * Every setting of the product: key, type, range and default in one place. VS Code's `agenticQe.*`, the environment and
 * configuration files are mapped onto it (see `environmentLayer.ts` and `adapters/configuration`); a conformance test holds package.json against it.
 */
export const fleetConfigSchema = z.object({
  /** Off: the extension does nothing in the editor. Nobody else looks at it. */
  enabled: z._default(z.boolean(), true),
  /** Framework to write tests for; `auto` looks at the project. */
  testFramework: z._default(z.enum(['auto', ...testFrameworkIds]), 'auto'),
  /** Node.js to run tests and the sandbox with; empty: `node` from PATH, else the one that runs the product. */
  nodePath: z._default(z.string(), ''),
  fleet: z.prefault(
    z.object({
      /** Agents at work at the same time. */
      maxAgents: count(1, 16, 2),
      /** Wall-clock limit for one task, in seconds. */
      taskTimeoutSeconds: count(10, 7200, 600),
      /** Tasks that may wait for an agent; more are refused. */
      maxQueuedTasks: count(1, 10_000, 100),
      /** An agent is looked after this often, in seconds. */
      heartbeatIntervalSeconds: count(1, 600, 30),
    }),
    {},
  ),
  features: z.prefault(
    z.object({
      multiModelRouter: z._default(z.boolean(), false),
      streaming: z._default(z.boolean(), false),
    }),
    {},
  ),
  routing: z.prefault(
    z.object({
      /** Switches the router off although its feature is on. */
      enabled: z._default(z.boolean(), true),
      /** Model that is used when none can be selected. */
      defaultModel: z._default(z.string().check(z.minLength(1)), 'claude-sonnet-4.5'),
      /** Models to choose from; none: the built-in catalogue. */
      models: z._default(z.array(modelSettingSchema), []),
      /** Addresses that speak the language of OpenAI, by the name that models refer to as their provider. */
      providers: z._default(providersSettingSchema, {}),
      /** The first that fits a task names its model; it gives no permission to spend. */
      rules: z._default(z.array(routingRuleSchema), []),
      /** The only language model that is used; empty: choose. */
      forcedModel: z._default(z.string(), ''),
      /** Names of the language models that may be used; none: all. */
      allowedModels: z._default(z.array(z.string().check(z.minLength(1))), []),
      /** Share of tasks that a model one tier too weak is tried on. */
      exploreRate: fraction(0),
      complexity: z.prefault(
        z
          .object({
            tokenWeighting: fraction(0.4),
            structureWeighting: fraction(0.3),
            contextWeighting: fraction(0.3),
          })
          .check(
            z.refine(
              ({ tokenWeighting, structureWeighting, contextWeighting }) =>
                Math.abs(tokenWeighting + structureWeighting + contextWeighting - 1) <= 0.001,
              { error: 'The three weightings must add up to 1' },
            ),
          ),
        {},
      ),
      costTracking: z.prefault(
        z.object({
          /** Budgets are watched and costs remembered; the ledger itself is never off. */
          enabled: z._default(z.boolean(), true),
          budgetLimits: z.prefault(
            z.object({
              daily: budgetLimit,
              weekly: budgetLimit,
              monthly: budgetLimit,
              perRun: budgetLimit,
              /** Of all agents of one type together, per day. */
              perAgent: budgetLimit,
            }),
            {},
          ),
          /** First day of the week: 0 is Sunday, 6 is Saturday. */
          weekStartsOn: count(0, 6, 1),
          /** Put on every call that is recorded, to add up costs by; empty: none. */
          tag: z._default(z.string(), ''),
          /** Fractions of a limit at which the user is warned; weekly follows daily. */
          alertThresholds: z.prefault(
            z.object({ dailyPercent: fraction(0.8), monthlyPercent: fraction(0.9) }),
            {},
          ),
        }),
        {},
      ),
    }),
    {},
  ),
  streaming: z.prefault(
    z.object({
      /** Switches streaming off although its feature is on. */
      enabled: z._default(z.boolean(), true),
      /** Chunks a stream holds for readers that are behind. */
      bufferSize: count(16, 65_536, 1024),
      /** Fraction of the buffer at which whoever writes has to wait. */
      backpressureThreshold: z._default(z.number().check(z.minimum(0.1), z.maximum(1)), 0.8),
      /** Silence after which a stream is given up, in milliseconds. */
      timeoutMs: count(100, 3_600_000, 30_000),
      retryConfig: z.prefault(
        z.object({
          /** Further streams after the first; then the task is done once without streaming. */
          maxRetries: count(0, 10, 3),
          /** Wait before the first retry, in milliseconds. */
          backoffMs: count(0, 600_000, 1000),
          /** Each further wait is this much longer. */
          backoffMultiplier: z._default(z.number().check(z.minimum(1), z.maximum(10)), 2),
        }),
        {},
      ),
    }),
    {},
  ),
  editor: z.prefault(
    z.object({
      /** Show what is known of each function over it, with tests at a click. */
      codeLens: z._default(z.boolean(), true),
    }),
    {},
  ),
  generation: z.prefault(
    z.object({
      /** Times that tests of a model which failed are given back to it, with what went wrong. */
      maxRepairs: count(0, 5, 2),
      /** Ask before the first paid call of a run, with the plan and what it is likely to cost. */
      confirmSpending: z._default(z.boolean(), true),
      /** What becomes of tests that reveal a bug: only shown, or written too, marked as failing. */
      findings: z._default(z.enum(['report', 'write']), 'report'),
      /** What the editor does with tests that are kept; the command line and the MCP server write them, unless told otherwise. */
      writeMode: z._default(z.enum(['propose', 'write']), 'propose'),
    }),
    {},
  ),
  mutation: z.prefault(
    z.object({
      /** Judge tests by the mutants that they notice, too. */
      enabled: z._default(z.boolean(), true),
      /** Mutants of one source file that are tried; more are left out, evenly. */
      maxMutants: count(10, 5000, 400),
      /** Keys of mutants that are not to count, because they change nothing that matters. */
      muted: z._default(z.array(z.string().check(z.minLength(1))), []),
    }),
    {},
  ),
  qualityGate: z.prefault(
    z.object({
      /** Least share of statements that tests must execute, in percent. */
      statementCoverage: percent(80),
      /** Least share of branches that tests must execute, in percent. */
      branchCoverage: percent(70),
      /** Least share of tests that must pass, in percent. */
      passRate: percent(100),
      /** Least share of changed statements that tests must execute, in percent; null: no rule. */
      changedCoverage: optionalPercent,
      /** Least share of mutants that tests must notice, in percent; null: no rule. */
      mutationScore: optionalPercent,
      /** Largest share of tests that may end differently in `flakinessRuns` runs, in percent; null: no rule. */
      flakiness: optionalPercent,
      /** Runs of the tests by which flakiness is judged. */
      flakinessRuns: count(2, 20, 3),
      /** US dollars that may have been spent in this month; null: no rule. */
      monthlySpend: budgetLimit,
    }),
    {},
  ),
});

/** Validated and frozen settings. */
export type FleetConfig = Readonly<z.output<typeof fleetConfigSchema>>;

/** A place that settings come from; what it does not set is undefined. */
export interface ConfigLayer {
  /** Nested like the schema. */
  readonly values: unknown;
  /** How the user knows a setting in this place, e.g. `Environment variable BUDGET_LIMIT_DAILY`. */
  nameOf(key: string): string;
  /** Told to the user together with what is wrong. */
  readonly hint: string;
}

/**
 * The settings that the layers give together. What an earlier layer sets wins, setting by setting: the hosts pass an explicit
 * option, the workspace, the user, the environment, in this order; what nobody sets has its default.
 * @throws ConfigError naming the first wrong key, as its layer calls it, and its value.
 */
export function resolveFleetConfig(layers: readonly ConfigLayer[]): FleetConfig {
  const settings = layers.reduceRight<unknown>((lower, layer) => merge(lower, layer.values), {});
  const parsed = fleetConfigSchema.safeParse(settings);
  if (parsed.success) return deepFreeze(parsed.data);
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String) ?? [];
  const layer = layers.find(({ values }) => valueAt(values, path) !== undefined) ?? layers[0];
  const key = path.join('.');
  throw new ConfigError(
    `agenticQe.${key}`,
    `${layer?.nameOf(key) ?? key} is ${display(valueAt(settings, path))}: ${issue?.message ?? 'not valid'}.`,
    layer ? { hint: layer.hint } : {},
  );
}

/** Settings of the editor, nested like the schema. @throws ConfigError naming the first wrong key and its value. */
export function parseFleetConfig(settings: unknown): FleetConfig {
  return resolveFleetConfig([editorLayer(settings)]);
}

/** What the user has set in the editor. */
export function editorLayer(values: unknown): ConfigLayer {
  return { values, nameOf: (key) => `Setting agenticQe.${key}`, hint: 'Correct it in the settings.' };
}

/** Keys of all settings, e.g. `fleet.maxAgents`; lists and records count as one setting. */
export const settingKeys: readonly string[] = leafKeys(fleetConfigSchema.parse({}));

function leafKeys(value: unknown, prefix = ''): string[] {
  // A record is empty by default, and no section is.
  if (!isSection(value) || Object.keys(value).length === 0) return [prefix];
  return Object.entries(value).flatMap(([key, child]) => leafKeys(child, prefix ? `${prefix}.${key}` : key));
}

function merge(lower: unknown, upper: unknown, path = ''): unknown {
  if (upper === undefined) return lower;
  if (!isSection(lower) || !isSection(upper) || settingKeys.includes(path)) return upper;
  const merged = { ...lower };
  for (const [key, value] of Object.entries(upper)) {
    merged[key] = merge(merged[key], value, path ? `${path}.${key}` : key);
  }
  return merged;
}

function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What nested objects hold at the path; undefined when they hold nothing there. */
export function valueAt(settings: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (node, part) => (node as Record<string, unknown> | null | undefined)?.[part],
    settings,
  );
}

function display(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'undefined');
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) deepFreeze(child);
    Object.freeze(value);
  }
  return value;
}
