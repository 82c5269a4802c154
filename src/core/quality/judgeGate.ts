import type { GateReport } from './gateReport';
import { type GateDependencies, type GateRun, measureGate } from './measureGate';
import { judgeQuality } from './qualityGate';

/**
 * Measures what the policy asks for, and judges it. A gate that does not pass is a report like any other.
 * @throws as `measureGate` does
 */
export async function judgeGate(dependencies: GateDependencies, run: GateRun): Promise<GateReport> {
  const { clock } = dependencies;
  const startedAtMs = clock.now();
  const measurements = await measureGate(dependencies, run);
  const { analysis } = measurements;
  const durationMs = clock.now() - startedAtMs;
  const judged = judgeQuality(measurements, run.settings.qualityGate);
  return { type: 'quality-gate', runId: run.runId, ...judged, analysis, durationMs };
}
