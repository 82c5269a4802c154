import assert from 'node:assert/strict';
import { progressSteps } from '../../../../../src/frontends/vscode/runs/progressSteps';

describe('progressSteps', () => {
  it('gives increments that are never negative and add up to 100', () => {
    const toStep = progressSteps();
    const increments = [0.1, 0.5, 0.4, 1, 1.2].map(
      (fraction) => toStep({ type: 'progress', fraction, message: 'm' })?.increment ?? Number.NaN,
    );
    assert.ok(increments.every((increment) => increment >= 0));
    assert.equal(
      increments.reduce((sum, increment) => sum + increment),
      100,
    );
  });

  it('shows the message of a stage, and nothing for the rest', () => {
    const toStep = progressSteps();
    assert.deepEqual(toStep({ type: 'stage-start', stage: 'plan', message: 'Planning' }), {
      message: 'Planning',
    });
    assert.equal(toStep({ type: 'notice', message: 'n' }), undefined);
  });
});
