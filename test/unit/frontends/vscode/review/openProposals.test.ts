import assert from 'node:assert/strict';
import type { Proposal, ProposedFile } from '../../../../../src/core/generation/review/proposal';
import { OpenProposals } from '../../../../../src/frontends/vscode/review/openProposals';
import { aCandidate, aReceipt } from '../../../../support/builders';

const aFile = (path: string, decision?: 'accepted' | 'rejected'): ProposedFile => ({
  path,
  before: undefined,
  after: '',
  sourceFile: 'a.ts',
  source: '',
  style: {
    framework: 'vitest',
    language: 'typescript',
    moduleStyle: 'import',
    hasGlobals: true,
    quote: "'",
    semicolons: true,
    indent: '  ',
    moduleSpecifier: './a',
  },
  tests: [{ candidate: aCandidate(), receipt: aReceipt(), ...(decision && { decision }) }],
});
const aProposal = (runId: string, startedAtMs: number, ...files: ProposedFile[]): Proposal => ({
  runId,
  workspaceRoot: '/w',
  startedAtMs,
  files,
});

describe('OpenProposals', () => {
  const warnings: string[] = [];
  const logger = { warn: (message: string) => void warnings.push(message) };

  it('takes the proposals of all folders, newest first, and gives the files that are open', async () => {
    const byRoot: Record<string, Proposal[]> = {
      '/w': [aProposal('old', 1, aFile('a.test.ts'), aFile('done.test.ts', 'accepted'))],
      '/x': [aProposal('new', 2, aFile('b.test.ts'))],
    };
    const proposals = new OpenProposals({
      review: { list: async (root) => byRoot[root] ?? [] },
      roots: () => ['/w', '/x'],
      logger,
    });
    let changes = 0;
    proposals.onDidChange(() => changes++);
    await proposals.refresh();
    assert.deepEqual(
      proposals.all.map(({ runId }) => runId),
      ['new', 'old'],
    );
    assert.deepEqual(
      proposals.files().map(({ place }) => place.path),
      ['b.test.ts', 'a.test.ts'],
    );
    assert.deepEqual(
      proposals.files('old').map(({ place }) => place.path),
      ['a.test.ts'],
    );
    assert.equal(changes, 1);
  });

  it('keeps what it has when the records cannot be read, and says so in the log', async () => {
    let isBroken = false;
    const proposals = new OpenProposals({
      review: {
        list: async () => {
          if (isBroken) throw new Error('disk');
          return [aProposal('r', 1, aFile('a.test.ts'))];
        },
      },
      roots: () => ['/w'],
      logger,
    });
    await proposals.refresh();
    isBroken = true;
    await proposals.refresh();
    assert.equal(proposals.files().length, 1);
    assert.deepEqual(warnings, ['Proposed tests cannot be read']);
  });
});
