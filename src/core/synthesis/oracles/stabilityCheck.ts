import type { InstrumentedSource } from '../../testing/languageAdapter';
import type { Sandbox, SandboxLimits, SandboxWorld } from '../../testing/sandbox';
import type { WorkspacePath } from '../../testing/workspace';
import type { Scenario, ScenarioObservation } from '../scenario';

export interface StabilityRequest {
  readonly sandbox: Sandbox;
  readonly module: WorkspacePath;
  readonly instrumented: InstrumentedSource;
  readonly limits: SandboxLimits;
  readonly seed: number;
}

/** The world that scenarios are explored in. */
export function homeWorld(seed: number): SandboxWorld {
  return { timeZone: 'UTC', clockOffsetMs: 0, randomSeed: seed };
}

/** Another time zone, more than a year later, other random numbers. */
export function foreignWorld(seed: number): SandboxWorld {
  return {
    timeZone: 'Asia/Kolkata',
    clockOffsetMs: 400 * 86_400_000 + 12_345_678,
    randomSeed: (seed ^ 0x5bd1e995) >>> 0,
  };
}

/** What a scenario did in a fresh module at home and in a fresh module elsewhere, by scenario id; missing when it did not end. */
export interface TwoObservations {
  readonly home: ScenarioObservation | undefined;
  readonly abroad: ScenarioObservation | undefined;
}

/** Runs the scenarios twice, in different worlds and in opposite order, so that what depends on either shows. */
export async function observeTwice(
  request: StabilityRequest,
  scenarios: readonly Scenario[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, TwoObservations>> {
  const [home, abroad] = await Promise.all([
    observe(request, homeWorld(request.seed), scenarios, signal),
    observe(request, foreignWorld(request.seed), [...scenarios].reverse(), signal),
  ]);
  return new Map(scenarios.map(({ id }) => [id, { home: home.get(id), abroad: abroad.get(id) }]));
}

async function observe(
  { sandbox, module, instrumented, limits }: StabilityRequest,
  world: SandboxWorld,
  scenarios: readonly Scenario[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ScenarioObservation>> {
  const request = { module, code: instrumented.code, pointCount: instrumented.points.length, world, limits };
  const opened = await sandbox.openModule(request, signal);
  const observations = new Map<string, ScenarioObservation>();
  if (opened.status === 'failed') return observations;
  try {
    for await (const observation of opened.session.execute(scenarios, signal))
      observations.set(observation.scenarioId, observation);
  } finally {
    await opened.session.close();
  }
  return observations;
}
