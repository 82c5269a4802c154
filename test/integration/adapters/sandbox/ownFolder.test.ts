import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ScenarioObservation } from '../../../../src/core/synthesis/scenario';
import {
  aScenario,
  aScenarioWithTools,
  codeOf,
  observeAll,
  useSandbox,
} from '../../../support/sandboxHarness';

const store = `const fs = require('node:fs');
exports.write = (path, text) => fs.writeFileSync(path, text);
exports.writeLater = (path, text, callback) => { fs.createWriteStream(path).end(text, callback); };
exports.writeSoon = (path, text) => fs.promises.writeFile(path, text);
exports.read = (path) => fs.readFileSync(path, 'utf8');
exports.list = (path) => fs.readdirSync(path).sort();
exports.nested = (path) => { fs.mkdirSync(path, { recursive: true }); fs.rmSync(path, { recursive: true }); };
exports.numbered = (path) => { const file = fs.openSync(path, 'w'); fs.writeSync(file, 'x'); fs.closeSync(file); return fs.statSync(path).size; };
exports.toDescriptor = (file) => fs.writeSync(file, 'x');
exports.link = (path) => fs.symlinkSync('/', path);
exports.copy = (from, to) => fs.copyFileSync(from, to);
exports.scratch = () => { const path = fs.mkdtempSync(require('node:path').join(require('node:os').tmpdir(), 'x-')); return { path, exists: fs.existsSync(path) }; };`;

describe('processSandbox gives each scenario a folder of its own', () => {
  const harness = useSandbox();
  const open = () => harness().openSession('store.js', store);

  it('to write, read and list in whatever way', async () => {
    const session = await open();
    const scenarios = [
      ["write(join(folder, 'a.txt'), 'one')", "read(join(folder, 'a.txt'))"],
      [
        "new Promise((resolve) => writeLater(join(folder, 'a.txt'), 'two', resolve))",
        "read(join(folder, 'a.txt'))",
      ],
      ["writeSoon(join(folder, 'a.txt'), 'three')", "readFileSync(join(folder, 'a.txt'), 'utf8')"],
      ["writeFileSync(join(folder, 'b'), '')", 'list(folder)'],
      ["nested(join(folder, 'x', 'y'))", 'list(folder)'],
      ["numbered(join(folder, 'n'))"],
    ];
    const seen = await observeAll(
      session,
      scenarios.map((steps) =>
        aScenarioWithTools('write writeLater writeSoon read list nested numbered', steps),
      ),
    );
    assert.deepEqual(seen.map(lastCode), ["'one'", "'two'", "'three'", "['b']", "['x']", '1']);
    for (const one of seen) assert.deepEqual(one.status === 'observed' && one.effects, []);
    assert.deepEqual(filesOf(seen[0]), { 'a.txt': 'one' });
  });

  it('empty at its beginning and gone with the child', async () => {
    const session = await open();
    const steps = ["write(join(folder, 'a'), 'x')", 'list(folder)'];
    const [, second] = await observeAll(session, [
      aScenarioWithTools('write list', steps, 'first'),
      aScenarioWithTools('list', ['list(folder)'], 'second'),
    ]);
    assert.equal(lastCode(second), '[]');
    const permitted = harness().started.flatMap(({ spawnargs }) =>
      spawnargs.filter((argument) => argument.startsWith('--allow-fs-write=')),
    );
    assert.equal(permitted.length, 1);
    const folder = dirname(permitted[0]?.slice('--allow-fs-write='.length) ?? '');
    assert.ok(existsSync(folder));
    await session.close();
    assert.equal(existsSync(folder), false);
  });

  it('whose name is never part of a result, but as tests can write it', async () => {
    const session = await open();
    const [inside, scratch, text] = await observeAll(session, [
      aScenarioWithTools('list', ["({ path: join(folder, 'a', 'b.txt'), root: folder })"]),
      aScenarioWithTools('scratch', ['scratch()']),
      aScenarioWithTools('list', ["'in ' + folder"]),
    ]);
    assert.equal(lastCode(inside), "{ path: join(folder, 'a/b.txt'), root: folder }");
    const opaque = { kind: 'inexpressible', reason: 'names a temporary folder', methods: [] };
    assert.deepEqual([scratch, text].map(lastValue), [{ ...opaque, fields: ['exists'] }, opaque]);
  });

  it('and nothing else: paths beside it, links and foreign descriptors are refused, and what was wanted is told', async () => {
    const session = await open();
    const target = join(harness().root, 'target.txt');
    writeFileSync(join(harness().root, 'secret.txt'), 'secret');
    const refused = [
      `write(${JSON.stringify(target)}, 'x')`,
      "write(join(folder, '..', '..', 'x'), 'x')",
      "write('relative.txt', 'x')",
      `copy(${JSON.stringify(join(harness().root, 'secret.txt'))}, join(folder, 'copy'))`,
      "link(join(folder, 'link'))",
      'toDescriptor(1)',
      'toDescriptor(3)',
    ];
    const seen = await observeAll(
      session,
      refused.map((step) => aScenarioWithTools('write copy link toDescriptor', [step])),
    );
    for (const [index, observation] of seen.entries()) {
      assert.ok(observation.status === 'observed', refused[index]);
      assert.deepEqual(observation.effects, ['file-system'], refused[index]);
    }
    assert.equal(existsSync(target), false);
    const [first] = seen;
    assert.deepEqual(first?.status === 'observed' && first.trace?.deniedPaths, [
      { operation: 'writeFile', path: target },
    ]);
  });

  it('only where it is asked for', async () => {
    const session = await open();
    const [seen] = await observeAll(session, [aScenario('list', ['typeof folder'])]);
    assert.equal(lastCode(seen), "'undefined'");
    assert.equal(await codeOf(session, 'list', 'typeof join'), "'undefined'");
  });
});

function lastValue(observation: ScenarioObservation | undefined) {
  const outcome = observation?.status === 'observed' ? observation.outcomes.at(-1) : undefined;
  return outcome?.status === 'returned' ? outcome.value : outcome;
}

function lastCode(observation: ScenarioObservation | undefined) {
  const value = lastValue(observation);
  return value && 'code' in value ? value.code : value;
}

function filesOf(observation: ScenarioObservation | undefined) {
  return observation?.status === 'observed' ? observation.trace?.files : undefined;
}
