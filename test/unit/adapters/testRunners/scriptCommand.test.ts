import assert from 'node:assert/strict';
import {
  noScriptCommand,
  readScriptCommand,
} from '../../../../src/adapters/testRunners/shared/scriptCommand';

type Framework = Parameters<typeof readScriptCommand>[0];

describe('readScriptCommand', () => {
  const cases: readonly (readonly [Framework, string, Partial<typeof noScriptCommand>])[] = [
    ['mocha', 'mocha', {}],
    [
      'mocha',
      "mocha -r ts-node/register --require=./a.cjs -u tdd --timeout 9000 'test/**/*.ts'",
      {
        options: ['--require=ts-node/register', '--require=./a.cjs', '--ui=tdd'],
      },
    ],
    [
      'mocha',
      'nyc ./node_modules/.bin/_mocha --config "my config.json" --exit --watch',
      {
        options: ['--config=my config.json', '--exit'],
      },
    ],
    [
      'jest',
      'cross-env NODE_OPTIONS=--experimental-vm-modules TZ=UTC jest -c jest.unit.js --coverage src',
      {
        environment: { NODE_OPTIONS: '--experimental-vm-modules', TZ: 'UTC' },
        options: ['--config=jest.unit.js'],
      },
    ],
    [
      'jest',
      'node --experimental-vm-modules --no-warnings node_modules/jest/bin/jest.js',
      {
        nodeOptions: ['--experimental-vm-modules'],
      },
    ],
    ['jest', 'NODE_OPTIONS="$NODE_OPTIONS --experimental-vm-modules" jest', {}],
    ['jest', 'react-scripts test --env=jsdom', {}],
    [
      'vitest',
      'vitest --run --config vitest.unit.ts --reporter=junit --globals --coverage',
      {
        options: ['--config=vitest.unit.ts', '--globals'],
      },
    ],
    ['vitest', 'vitest -c', {}],
    ['vitest', 'vitest --environment --run', {}],
  ];
  for (const [framework, command, expected] of cases) {
    it(`takes from "${command}" what its tests need to load`, () => {
      assert.deepEqual(readScriptCommand(framework, command), { ...noScriptCommand, ...expected });
    });
  }
});
