import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestCandidate, TestStyle } from '../../../src/core/generation/candidate';
import { screenCandidates } from '../../../src/core/generation/screening/screenCandidates';
import { createEmbeddedEngine } from '../../../src/core/synthesis/embeddedEngine';
import { fileNameOf } from '../../../src/core/testing/workspacePath';
import { verifies } from '../../requirements';
import { typescriptAdapter } from '../../support/modelSourceBuilders';
import { SandboxHarness } from '../../support/sandboxHarness';
import { allParts, aTestStyle } from '../../support/synthesisBuilders';
import { repositoryRoot } from '../../tools/repositoryPaths';

const fixtures = join(repositoryRoot, 'test', 'fixtures');
const sources = [
  'sample-workspace/src/cart.ts',
  'sample-workspace/src/discounts.ts',
  'sample-workspace/src/money.ts',
  'sample-workspace/src/orderNumber.js',
  'sample-workspace/src/stock.ts',
  'projects/faults/src/desk.ts',
  'projects/vitest/src/shipping.ts',
];
const frameworks: readonly TestStyle['framework'][] = ['vitest', 'jest', 'mocha', 'node-test'];

describe('screening of what the embedded engine writes', () => {
  let harness: SandboxHarness;

  before(() => {
    harness = new SandboxHarness();
    for (const source of sources)
      harness.write({ [`src/${fileNameOf(source)}`]: readFileSync(join(fixtures, source), 'utf8') });
  });
  after(() => harness.dispose());

  async function candidatesFor(path: string, style: TestStyle): Promise<readonly TestCandidate[]> {
    const source = readFileSync(join(harness.root, path), 'utf8');
    const inspected = await typescriptAdapter.inspect(path, source, async (sibling) => {
      const known = sources.find((each) => `src/${fileNameOf(each)}` === sibling);
      return known && readFileSync(join(fixtures, known), 'utf8');
    });
    assert.ok(inspected.status === 'inspected');
    const { model, instrumented } = inspected;
    const engine = createEmbeddedEngine({ sandbox: harness.sandbox });
    const request = { source, model, instrumented, focus: undefined, style, seed: 1 };
    const parts = await allParts(engine.write(request, new AbortController().signal));
    return parts.flatMap((part) => (part.type === 'candidate' ? [part.candidate] : []));
  }

  for (const source of sources) {
    const path = `src/${fileNameOf(source)}`;
    it(`lets all tests of ${path} pass, for every framework ${verifies('RUN-12')}`, async () => {
      for (const framework of frameworks) {
        const style = aTestStyle({
          framework,
          language: path.endsWith('.js') ? 'javascript' : 'typescript',
          moduleSpecifier: `./${fileNameOf(path).replace(/\.[jt]s$/, '')}`,
        });
        const candidates = await candidatesFor(path, style);
        assert.ok(candidates.length > 0);
        const context = { plan: { language: typescriptAdapter, style }, existing: [], earlier: [] };
        assert.deepEqual([...screenCandidates(candidates, context)], [], framework);
      }
    });
  }
});
