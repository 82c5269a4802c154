import assert from 'node:assert/strict';
import type { KillMap } from '../../../../src/core/mutation/killMap';
import { survivors } from '../../../../src/core/mutation/survivors';
import { aMutant } from '../../../support/mutationBuilders';

const kills = (...killed: string[]) => ({ reached: new Set(killed), killed: new Set(killed) });
const map: KillMap = {
  mutants: ['1', '2', '3', '4'].map((id) => aMutant({ id })),
  byTest: new Map([
    ['a', kills('1')],
    ['b', kills('2')],
  ]),
  killedBefore: new Set(['3']),
  unmeasuredTests: [],
  unrepeatable: new Set(),
};
const source = 'export function double() {\n  return 1;\n}\nconst rest = 1;\n';
const model = {
  file: 'src/double.ts',
  moduleSystem: 'esm' as const,
  functions: [],
  examples: [],
  workedExamples: [],
  constants: [],
  imports: [],
  units: [
    {
      kind: 'function' as const,
      name: 'double',
      exportName: 'double',
      range: { startLine: 1, endLine: 3 },
      constants: [],
      parameters: [],
      isAsync: false,
    },
  ],
};

describe('survivors', () => {
  it('are what neither existing tests nor the given ones notice', () => {
    const lines = (marks: string[]) => survivors(map, marks, { model, source }).length;
    assert.deepEqual([lines([]), lines(['a']), lines(['a', 'b']), lines(['unknown'])], [3, 2, 1, 3]);
  });

  it('are gaps of a unit, told in one line', () => {
    const mutants = [
      aMutant({ original: 'if (a) {\n  return 1;\n}', replacement: '{}' }),
      aMutant({
        id: '9',
        original: 'x'.repeat(80),
        span: { start: { line: 4, column: 0 }, end: { line: 4, column: 9 } },
      }),
    ];
    assert.deepEqual(survivors({ ...map, mutants, killedBefore: new Set() }, [], { model, source }), [
      {
        kind: 'mutant',
        unit: 'double',
        line: 2,
        description: 'no test notices when `if (a) { return 1; }` becomes `{}` (line 2)',
      },
      {
        kind: 'mutant',
        unit: '(module)',
        line: 4,
        description: `no test notices when \`${'x'.repeat(60)}…\` becomes \`a <= b\` (line 4)`,
      },
    ]);
  });
});
