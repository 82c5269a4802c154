import assert from 'node:assert/strict';
import { createRunnerEnvironment } from '../../../../src/adapters/testRunners/shared/runnerEnvironment';

const probe = { targets: ['/a b/c.ts'], outDir: '/tmp/out' };

describe('createRunnerEnvironment', () => {
  it('preloads the probe before what the user preloads, with quotes and backslashes escaped', () => {
    const { NODE_OPTIONS, AGENTIC_QE_PROBE } = createRunnerEnvironment({
      inherited: { NODE_OPTIONS: '--max-old-space-size=100' },
      added: {},
      probePath: 'C:\\my "x"\\probe.js',
      probe,
    });
    assert.equal(NODE_OPTIONS, '--require "C:\\\\my \\"x\\"\\\\probe.js" --max-old-space-size=100');
    assert.deepEqual(JSON.parse(AGENTIC_QE_PROBE ?? ''), probe);
  });

  it('keeps the environment, adds to it, and drops what tools around us have set', () => {
    const environment = createRunnerEnvironment({
      inherited: {
        PATH: '/bin',
        TZ: 'CET',
        NODE_V8_COVERAGE: 'x',
        VITEST_POOL_ID: '1',
        FORCE_COLOR: '1',
        UNSET: undefined,
      },
      added: { TZ: 'UTC' },
      probePath: '/probe.js',
      probe,
    });
    const { NODE_OPTIONS: _options, AGENTIC_QE_PROBE: _probe, ...others } = environment;
    assert.deepEqual(others, { PATH: '/bin', TZ: 'UTC', CI: '1', NO_COLOR: '1' });
  });
});
