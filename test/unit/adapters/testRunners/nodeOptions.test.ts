import assert from 'node:assert/strict';
import { readNodeOptions } from '../../../../src/adapters/testRunners/nodeTest/nodeOptions';

describe('readNodeOptions', () => {
  const cases: readonly (readonly [script: string, options: readonly string[]])[] = [
    ['node --test', []],
    ['node --import tsx --test "test/**/*.test.ts"', ['--import', 'tsx']],
    ['node --import=tsx/esm --test', ['--import=tsx/esm']],
    ['tsx --test test', ['--import', 'tsx']],
    ['c8 -r text node -r ./setup.js --test', ['-r', 'text', '-r', './setup.js']],
    [
      "node --loader 'ts-node/esm' --experimental-strip-types --test",
      ['--loader', 'ts-node/esm', '--experimental-strip-types'],
    ],
    ['node --test --test-concurrency=1 --test-reporter=dot', []],
  ];
  for (const [script, options] of cases) {
    it(`takes ${options.join(' ') || 'nothing'} from ${script}`, () => {
      assert.deepEqual(readNodeOptions(script), options);
    });
  }
});
