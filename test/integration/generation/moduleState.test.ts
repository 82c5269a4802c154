import assert from 'node:assert/strict';
import { createEmbeddedEngine } from '../../../src/core/synthesis/embeddedEngine';
import { inspectSource } from '../../support/inspectedSource';
import { useSandbox } from '../../support/sandboxHarness';
import { allParts, aTestStyle } from '../../support/synthesisBuilders';

const file = 'src/rules.js';
/** Words enough to hide the one that matters. */
const others = Array.from(
  { length: 60 },
  (_, i) => `'${String.fromCharCode(97 + (i % 26)).repeat(3 + i / 26)}y'`,
);
const source = `const others = [${others.join(', ')}];
const rules = ['criterion'];
exports.addRule = (word) => { rules.unshift(word); return word; };
exports.judge = (word) => {
  for (const rule of rules) {
    if (rule === word) return word + '!';
  }
  return others.includes(word) ? word + '?' : word + '.';
};
`;

describe('the embedded engine on a module that remembers', () => {
  const harness = useSandbox();

  it('finds an input that needs no earlier call, although earlier calls misled its search', async () => {
    harness().write({ [file]: source, 'package.json': '{}' });
    const { model, instrumented } = await inspectSource(source, { path: file });
    const engine = createEmbeddedEngine({ sandbox: harness().sandbox });
    const style = aTestStyle({ language: 'javascript', moduleStyle: 'require', moduleSpecifier: './rules' });
    const request = { source, model, instrumented, focus: undefined, style, seed: 1 };
    const parts = await allParts(engine.write(request, new AbortController().signal));
    const bodies = parts.flatMap((part) => (part.type === 'candidate' ? [part.candidate.bodyLines] : []));
    const judged = bodies.flat().filter((line) => line.includes("!'"));
    assert.deepEqual(judged, ["expect(judge('criterion')).toBe('criterion!');"]);
  });
});
