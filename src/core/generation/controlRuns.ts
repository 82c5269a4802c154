import type { TestRunResult } from '../testing/testRunner';
import type { StabilityRun } from './stabilityRuns';
import { type StabilityTrial, type TestKeys, testKey } from './stabilityTrial';

/**
 * What of the user's tests fails in a stability run without ours as well: a snapshot goes by the name of its file, which is another
 * one on trial; a test may not stand the time zone. Only asked when harm was seen.
 */
export class ControlRuns {
  private readonly known = new Map<string, TestKeys>();

  /** @param runText runs the text in the place of the trial's file, in the same way */
  constructor(
    private readonly runText: (
      trial: StabilityTrial,
      text: string,
      run: StabilityRun,
    ) => Promise<TestRunResult>,
  ) {}

  /** Keys of the tests; none where ours stand in a file of their own, which changes no name. */
  async failuresWithoutOurs(trial: StabilityTrial, run: StabilityRun): Promise<TestKeys> {
    const { existingTests } = trial.plan;
    if (existingTests === undefined) return new Set();
    const key = `${trial.file} ${run.description}`;
    const known = this.known.get(key);
    if (known) return known;
    const result = await this.runText(trial, existingTests, run);
    const failed =
      result.status === 'completed' ? result.tests.filter(({ status }) => status === 'failed') : [];
    const keys = new Set(failed.map(testKey));
    this.known.set(key, keys);
    return keys;
  }
}
