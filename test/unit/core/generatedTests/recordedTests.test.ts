import assert from 'node:assert/strict';
import { recordedFiles } from '../../../../src/core/generatedTests/recordedTests';
import type { RunRecord } from '../../../../src/core/generation/runStore';
import { aCandidate, aReceipt } from '../../../support/builders';

const aRecord = (fields: Partial<RunRecord>): RunRecord => ({
  runId: 'r',
  workspaceRoot: '/w',
  startedAtMs: 1,
  ownerPid: 1,
  state: 'finished',
  temporaryFiles: [],
  newFolders: [],
  changes: [],
  ...fields,
});
const style = {
  framework: 'vitest',
  language: 'typescript',
  moduleStyle: 'import',
  hasGlobals: true,
  quote: "'",
  semicolons: true,
  indent: '  ',
  moduleSpecifier: './a',
} as const;

describe('recordedFiles', () => {
  it('takes what was written and what was accepted, each test with its newest receipt', () => {
    const files = recordedFiles([
      aRecord({ kept: [aReceipt({ testFile: 'b.test.ts', modelId: 'new' })] }),
      aRecord({
        kept: [aReceipt({ testFile: 'b.test.ts', modelId: 'old' })],
        proposals: [
          {
            path: 'a.test.ts',
            before: undefined,
            after: '',
            sourceFile: 'a.ts',
            source: '',
            style,
            tests: [
              {
                candidate: aCandidate(),
                receipt: aReceipt({ testFile: 'a.test.ts', title: 'in' }),
                decision: 'accepted',
              },
              { candidate: aCandidate(), receipt: aReceipt({ testFile: 'a.test.ts', title: 'open' }) },
              {
                candidate: aCandidate(),
                receipt: aReceipt({ testFile: 'a.test.ts', title: 'out' }),
                decision: 'rejected',
              },
            ],
          },
        ],
      }),
    ]);
    assert.deepEqual(
      files.map(({ path, receipts }) => [path, receipts.map(({ title, modelId }) => [title, modelId])]),
      [
        ['a.test.ts', [['in', 'embedded']]],
        ['b.test.ts', [['returns 4 for 2', 'new']]],
      ],
    );
  });

  it('leaves out what was undone', () => {
    assert.deepEqual(recordedFiles([aRecord({ state: 'undone', kept: [aReceipt()] })]), []);
  });
});
