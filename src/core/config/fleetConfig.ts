// The small zod: this file is loaded when the editor starts, and the full one would be most of what is loaded then.
import * as z from 'zod/mini';
import { ConfigError } from '../errors';
import { testFrameworkIds } from '../testing/testProject';

z.config(z.locales.en());

/**
 * Every setting of the product: key, type, range and default in one place. VS Code's `agenticQe.*`, and the environment of
 * the CLI are mapped onto it; a conformance test holds package.json against it.
 */
export const fleetConfigSchema = z.object({
  /** Framework to write tests for; `auto` looks at the project. */
  testFramework: z._default(z.enum(['auto', ...testFrameworkIds]), 'auto'),
  /** Node.js to run tests and the sandbox with; empty: `node` from PATH, else the one that runs the product. */
  nodePath: z._default(z.string(), ''),
  fleet: z.prefault(
    z.object({
      /** Agents at work at the same time. */
      maxAgents: z._default(z.int().check(z.minimum(1), z.maximum(16)), 2),
      /** Wall-clock limit for one task, in seconds. */
      taskTimeoutSeconds: z._default(z.int().check(z.minimum(10), z.maximum(7200)), 600),
    }),
    {},
  ),
  budget: z.prefault(
    z.object({
      /** US dollars per day in local time; null: no limit; 0: free models only. */
      daily: z._default(z.nullable(z.number().check(z.minimum(0))), null),
    }),
    {},
  ),
});

/** Validated and frozen settings. */
export type FleetConfig = Readonly<z.output<typeof fleetConfigSchema>>;

/** @throws ConfigError naming the first wrong key and its value. */
export function parseFleetConfig(settings: unknown): FleetConfig {
  const parsed = fleetConfigSchema.safeParse(settings);
  if (parsed.success) return deepFreeze(parsed.data);
  const [issue] = parsed.error.issues;
  const key = `agenticQe.${issue?.path.join('.') ?? ''}`;
  const value = issue?.path.reduce<unknown>(
    (node, part) => (node as Record<PropertyKey, unknown> | undefined)?.[part],
    settings,
  );
  throw new ConfigError(key, `Setting ${key} is ${display(value)}: ${issue?.message ?? 'not valid'}.`, {
    hint: 'Correct it in the settings.',
  });
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
