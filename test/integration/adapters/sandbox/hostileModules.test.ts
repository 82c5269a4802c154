import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CandidatePart } from '../../../../src/core/generation/candidate';
import { createEmbeddedEngine } from '../../../../src/core/synthesis/embeddedEngine';
import { verifies } from '../../../requirements';
import { decoyFile, hostileModules } from '../../../support/hostileModules';
import { inspectSource } from '../../../support/inspectedSource';
import { useSandbox } from '../../../support/sandboxHarness';
import { aTestStyle } from '../../../support/synthesisBuilders';

const file = 'src/a.js';
const harmless = "exports.double = (count) => (count > 10 ? 'many' : count * 2);";

/** The embedded engine in the real sandbox, on modules that mean harm. */
describe(`a hostile module ${verifies('SBX-1')}`, () => {
  const harness = useSandbox();
  let temporary = '';
  let decoy = '';
  let signals = 0;
  const count = (): void => {
    signals++;
  };
  const before = process.env.TMPDIR;

  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'agentic-qe-test-'));
    decoy = join(temporary, 'decoy');
    mkdirSync(decoy);
    writeFileSync(join(decoy, decoyFile), 'precious');
    const sandboxes = join(temporary, 'tmp');
    mkdirSync(sandboxes);
    process.env.TMPDIR = sandboxes;
    signals = 0;
    process.on('SIGUSR2', count);
  });
  afterEach(() => {
    process.off('SIGUSR2', count);
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  });

  /** What the engine says of the module, each in one line, and the subjects that it has tests of. */
  async function explore(code: string): Promise<{ readonly said: string[]; readonly tested: Set<string> }> {
    const source = `const DECOY = ${JSON.stringify(decoy)};\n${code}\n`;
    harness().write({ [file]: source, 'package.json': '{}' });
    const { model, instrumented } = await inspectSource(source, { path: file });
    const engine = createEmbeddedEngine({
      sandbox: harness().sandbox,
      limits: {
        timeoutsPerSubject: 1,
        sandbox: { loadTimeoutMs: 4000, scenarioTimeoutMs: 300, trialTimeoutMs: 300, memoryMiB: 256 },
      },
    });
    const style = aTestStyle({ language: 'javascript', moduleStyle: 'require', moduleSpecifier: './a' });
    const request = { source, model, instrumented, focus: undefined, style, seed: 1 };
    const parts: CandidatePart[] = [];
    const said: string[] = [];
    try {
      for await (const part of engine.write(request, new AbortController().signal)) parts.push(part);
    } catch (error) {
      assert.ok(error instanceof Error);
      said.push(error.message);
    }
    const tested = new Set<string>();
    for (const part of parts) {
      if (part.type === 'candidate') tested.add(part.candidate.unit);
      if (part.type === 'notice') said.push(part.message);
      if (part.type === 'rejected') said.push(part.rejected.reason);
    }
    return { said, tested };
  }

  function assertUnharmed(): void {
    assert.deepEqual(harness().survivors(), [], 'a process was left');
    assert.deepEqual(readdirSync(decoy), [decoyFile]);
    assert.equal(readFileSync(join(decoy, decoyFile), 'utf8'), 'precious');
    assert.deepEqual(readdirSync(join(harness().root, 'src')), ['a.js']);
    assert.deepEqual(readdirSync(join(temporary, 'tmp')), [], 'a temporary folder was left');
    assert.equal(signals, 0, 'a signal came through');
  }

  for (const { what, harm, onLoad, onCall } of hostileModules) {
    it(`that ${what} when it is loaded does none, and is named in one line`, async () => {
      const { said, tested } = await explore(`${harm}\n${harmless}`);
      assertUnharmed();
      if (onLoad === undefined) assert.deepEqual([said, [...tested]], [[], ['double']]);
      else {
        const about = said.filter((line) => line.startsWith(`${file} `));
        assert.equal(about.length, 1, said.join('\n'));
        assert.match(about[0] ?? '', onLoad);
        assert.doesNotMatch(about[0] ?? '', /\n/);
      }
    });

    it(`that ${what} when it is called does none, and its other functions are tested`, async () => {
      const { said, tested } = await explore(
        `${harmless}\nexports.harm = (count) => {\n${harm}\nreturn count; };`,
      );
      assertUnharmed();
      assert.ok(tested.has('double'), said.join('\n'));
      if (onCall === undefined) assert.deepEqual([said, tested.has('harm')], [[], true]);
      else {
        assert.equal(said.length, 1, said.join('\n'));
        assert.match(said[0] ?? '', onCall);
      }
    });
  }
});
