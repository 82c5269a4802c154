import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { instrumentSource } from '../../../../../src/adapters/languages/typescript/instrumentation/instrumentSource';
import {
  firstSyntaxError,
  isSourcePath,
  parseFile,
} from '../../../../../src/adapters/languages/typescript/syntax/parsedFile';

const root = path.resolve(__dirname, '../../../../..');

interface Semver {
  valid(version: string): string | null;
  inc(version: string, release: string): string | null;
  satisfies(version: string, range: string): boolean;
}

/** Names of packages whose every source file is instrumented, with the least number of files to expect. */
const packages: Readonly<Record<string, number>> = {
  semver: 40,
  acorn: 3,
  diff: 20,
  commander: 6,
  'magic-string': 1,
  esbuild: 2,
};

function sourceFilesBelow(folder: string): readonly string[] {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    return entry.isFile() && isSourcePath(entry.name) ? [path.join(entry.parentPath, entry.name)] : [];
  });
}

function assertWellInstrumented(file: string): void {
  const text = fs.readFileSync(file, 'utf8');
  const parsed = parseFile(file, text);
  assert.equal(firstSyntaxError(parsed), undefined, file);
  const { code, points } = instrumentSource(parsed.source);
  assert.equal(firstSyntaxError(parseFile(file, code)), undefined, file);
  assert.equal(code.split('\n').length, text.split('\n').length, file);
  const numbers = [...code.matchAll(/__agenticQePoints\[(\d+)\]\+\+/g)]
    .map((match) => Number(match[1]))
    .sort((a, b) => a - b);
  assert.deepEqual(
    numbers,
    points.map((_, index) => index),
    file,
  );
}

describe('instrumentation of real code', () => {
  for (const [name, leastFiles] of Object.entries(packages)) {
    it(`leaves every file of ${name} parseable, with the same lines`, () => {
      const files = sourceFilesBelow(path.join(root, 'node_modules', name));
      assert.ok(files.length >= leastFiles, `${files.length} files`);
      for (const file of files) assertWellInstrumented(file);
    });
  }

  it('leaves every file of this product parseable, with the same lines', () => {
    const files = sourceFilesBelow(path.join(root, 'src'));
    assert.ok(files.length > 50);
    for (const file of files) assertWellInstrumented(file);
  });

  it('leaves a package working', () => {
    const folder = path.join(root, 'node_modules', 'semver');
    const counts: number[] = [];
    const load = (file: string, known = new Map<string, { exports: unknown }>()): unknown => {
      const resolved = require.resolve(file);
      const cached = known.get(resolved);
      if (cached) return cached.exports;
      const module = { exports: {} };
      known.set(resolved, module);
      const { code, points } = instrumentSource(
        parseFile(resolved, fs.readFileSync(resolved, 'utf8')).source,
      );
      const run = new Function('module', 'exports', 'require', '__agenticQePoints', code);
      const counters = new Uint32Array(points.length);
      run(
        module,
        module.exports,
        (specifier: string) => load(path.resolve(path.dirname(resolved), specifier), known),
        counters,
      );
      counts.push(counters.filter((count) => count > 0).length);
      return module.exports;
    };
    const versions = ['v1.2.3-beta.4', '1.4.0', '2.0.0', 'nonsense', '1.2.3+build'];
    const ranges = ['^1.2 || 3.x', '>=1.2.3-alpha <2', '*', 'bad range'];
    const answers = ({ valid, satisfies, inc }: Semver): unknown =>
      versions.map((version) => [
        valid(version),
        inc(version, 'minor'),
        ranges.map((range) => satisfies(version, range)),
      ]);
    assert.deepEqual(answers(load(folder) as Semver), answers(require(folder) as Semver));
    assert.ok(counts.length > 30 && counts.every((count) => count > 0));
  });
});
