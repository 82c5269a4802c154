import { composeTestFile, renderTestFile } from '../synthesis/writing/testFileComposer';
import type { TestCandidate } from './candidate';
import type { Dossier } from './dossier';
import type { RunContext } from './runContext';
import { isTitled } from './runResults';
import { ordered, stabilityRuns } from './stabilityRuns';
import { temporaryTestFile } from './testFileLocation';

/**
 * Runs the tests that are held to reveal a bug as often as those that are kept: a bug is there every time. The others lose that
 * mark, and count as tests that failed.
 * @returns those that failed every run
 */
export async function confirmFindings(
  dossier: Dossier,
  context: RunContext,
): Promise<readonly TestCandidate[]> {
  const { plan } = dossier;
  const file = temporaryTestFile(plan.testFile, context.runId, 'finding');
  let suspects = dossier.candidates.filter(({ id }) => dossier.findingOf(id) !== undefined);
  for (const [index, stabilityRun] of stabilityRuns.entries()) {
    if (suspects.length === 0) break;
    const { timeZone, world } = stabilityRun;
    const tests = ordered(suspects, stabilityRun, index + 1);
    const parts = composeTestFile(tests, plan.style, { probe: world !== undefined });
    await context.temporaryFiles.write(file, renderTestFile(parts, plan.style));
    const result = await context.runner.run(
      {
        project: plan.project,
        files: [file],
        coverageOf: [],
        ...(world && { marked: world }),
        environment: timeZone ? { TZ: timeZone } : {},
        timeoutMs: context.timeoutMs,
        onOutput: context.onOutput,
      },
      context.signal,
    );
    const outcomes = result.status === 'completed' ? result.tests : [];
    const isFailed = (suspect: TestCandidate): boolean =>
      outcomes.some((test) => isTitled(test, suspect) && test.status === 'failed');
    for (const suspect of suspects) if (!isFailed(suspect)) dossier.dismissFinding(suspect.id);
    suspects = suspects.filter(isFailed);
  }
  await context.temporaryFiles.removeAll();
  return suspects;
}
