import assert from 'node:assert/strict';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createNodeWorkspace } from '../../../../src/adapters/workspace/nodeWorkspace';
import type { Workspace } from '../../../../src/core/testing/workspace';

const isWindows = process.platform === 'win32';

describe('NodeWorkspace', () => {
  let parent: string;
  let root: string;
  let workspace: Workspace;

  beforeEach(async () => {
    parent = await mkdtemp(join(await realpath(tmpdir()), 'agentic-qe-workspace-'));
    root = join(parent, 'root');
    await mkdir(join(parent, 'outside'));
    await mkdir(root);
    await writeFile(join(parent, 'outside', 'secret.txt'), 'secret');
    workspace = createNodeWorkspace(root);
  });
  afterEach(() => rm(parent, { recursive: true, force: true }));

  async function put(path: string, text = ''): Promise<void> {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }

  it('refuses paths that lead outside, by dots, by being absolute and by symbolic links', async () => {
    await symlink(join(parent, 'outside'), join(root, 'link'), 'junction');
    if (!isWindows) await symlink(join(parent, 'outside', 'new.txt'), join(root, 'dangling'));
    const paths = [
      '../outside/secret.txt',
      'a/../../outside/secret.txt',
      join(parent, 'outside', 'secret.txt'),
    ];
    const linked = ['link/secret.txt', 'link/new/deep.txt', ...(isWindows ? [] : ['dangling'])];
    const expected = { code: 'workspace-path-outside' };
    for (const path of [...paths, ...linked]) {
      await assert.rejects(workspace.readText(path), expected, path);
      await assert.rejects(workspace.writeText(path, 'x'), expected, path);
      await assert.rejects(workspace.remove(path), expected, path);
      await assert.rejects(workspace.exists(path), expected, path);
      await assert.rejects(workspace.list(path), expected, path);
      await assert.rejects(workspace.findSourceFiles(path, 10), expected, path);
      await assert.rejects(workspace.assertWritable(path), expected, path);
    }
    for (const path of paths) assert.throws(() => workspace.toAbsolutePath(path), expected);
    assert.deepEqual(await readdir(join(parent, 'outside')), ['secret.txt']);
  });

  it('turns paths into absolute ones and back, also when the root is reached through a link', async () => {
    assert.equal(workspace.toAbsolutePath('src/a.ts'), join(root, 'src', 'a.ts'));
    assert.equal(workspace.toWorkspacePath(join(root, 'src', 'a.ts')), 'src/a.ts');
    assert.equal(workspace.toWorkspacePath(root), '.');
    assert.equal(workspace.toWorkspacePath(join(parent, 'outside')), undefined);
    assert.equal(workspace.toWorkspacePath(join(root, '..a')), '..a');
    await symlink(root, join(parent, 'link'), 'junction');
    const linked = createNodeWorkspace(join(parent, 'link'));
    await linked.writeText('src/b.ts', 'b');
    assert.equal(await linked.readText('src/b.ts'), 'b');
    assert.equal(linked.toWorkspacePath(join(root, 'src', 'b.ts')), 'src/b.ts');
    assert.equal(linked.toWorkspacePath(join(parent, 'link', 'src', 'b.ts')), 'src/b.ts');
  });

  it('reads, writes and removes, with the folders that are named if they are left empty', async () => {
    assert.equal(await workspace.readText('a/b/c.ts'), undefined);
    assert.equal(await workspace.exists('a'), false);
    await workspace.writeText('a/b/c.ts', 'ä');
    assert.equal(await workspace.readText('a/b/c.ts'), 'ä');
    assert.equal(await workspace.readText('a'), undefined);
    assert.equal(await workspace.exists('a'), true);
    await put('a/keep.txt');
    await workspace.remove('a/b/c.ts', ['a', 'a/b']);
    await workspace.remove('a/b/c.ts', ['a', 'a/b']);
    assert.deepEqual(await workspace.list('a'), ['keep.txt']);
    await workspace.remove('a/keep.txt');
    assert.deepEqual(await readdir(root), ['a']);
    await workspace.writeText('a/b/c.ts', '');
    await workspace.remove('a/b/c.ts', ['a/b']);
    assert.deepEqual(await workspace.list('.'), ['a/']);
    assert.deepEqual(await workspace.list('a'), []);
    await workspace.remove('nothing.txt');
    assert.equal((await stat(root)).isDirectory(), true);
  });

  it('replaces a file in one step, keeps its mode and leaves no temporary file', async function () {
    if (isWindows) this.skip();
    await put('run.sh', 'old');
    await chmod(join(root, 'run.sh'), 0o755);
    const before = await stat(join(root, 'run.sh'));
    await workspace.writeText('run.sh', 'new');
    const after = await stat(join(root, 'run.sh'));
    assert.equal(after.mode & 0o777, 0o755);
    assert.notEqual(after.ino, before.ino, 'a new file took the place of the old one');
    assert.deepEqual(await readdir(root), ['run.sh']);
  });

  it('writes through a link that stays inside, and removes the link alone', async function () {
    if (isWindows) this.skip();
    await put('real/a.ts', 'old');
    await symlink(join(root, 'real', 'a.ts'), join(root, 'a.ts'));
    await workspace.writeText('a.ts', 'new');
    assert.equal(await readFile(join(root, 'real', 'a.ts'), 'utf8'), 'new');
    await workspace.remove('a.ts');
    assert.deepEqual(await workspace.list('.'), ['real/']);
    assert.equal(await workspace.readText('real/a.ts'), 'new');
  });

  it('lists children, folders with a slash', async () => {
    await put('src/a.ts');
    await put('package.json');
    assert.deepEqual(await workspace.list('.'), ['package.json', 'src/']);
    assert.deepEqual(await workspace.list('src'), ['a.ts']);
    assert.deepEqual(await workspace.list('nowhere'), []);
    assert.deepEqual(await workspace.list('package.json'), []);
  });

  it('finds source files, without what was built or installed', async () => {
    for (const path of ['a.ts', 'b.mjs', 'c.cts', 'd.tsx', 'src/e.jsx', 'src/f.js']) await put(path);
    const ignored = ['node_modules', 'dist', 'build', 'out', 'coverage', '.cache', 'src/.hidden'];
    for (const folder of ignored) await put(`${folder}/x.ts`);
    for (const path of ['lib.min.js', 'types.d.ts', 'types.d.mts', 'data.json', 'README.md']) await put(path);
    const all = ['a.ts', 'b.mjs', 'c.cts', 'd.tsx', 'src/e.jsx', 'src/f.js'];
    assert.deepEqual(await workspace.findSourceFiles('.', 100), all);
    assert.deepEqual(await workspace.findSourceFiles('src', 100), ['src/e.jsx', 'src/f.js']);
    assert.deepEqual(await workspace.findSourceFiles('.', 2), ['a.ts', 'b.mjs']);
    assert.deepEqual(await workspace.findSourceFiles('nowhere', 2), []);
  });

  it('says of a folder without permission that it is read-only, and leaves it as it was', async function () {
    if (isWindows) this.skip();
    await put('locked/a.ts', 'old');
    await workspace.assertWritable('locked/new/deep');
    assert.deepEqual(await readdir(join(root, 'locked')), ['a.ts']);
    await chmod(join(root, 'locked'), 0o555);
    await chmod(parent, 0o755);
    const isRoot = process.getuid?.() === 0;
    // Permissions do not stop root: become nobody for the moment.
    if (isRoot) process.seteuid?.(65534);
    try {
      const expected = { code: 'workspace-read-only' };
      await assert.rejects(workspace.assertWritable('locked'), expected);
      await assert.rejects(workspace.assertWritable('locked/new/deep'), expected);
      await assert.rejects(workspace.writeText('locked/a.ts', 'new'), expected);
      await assert.rejects(workspace.writeText('locked/new/b.ts', 'new'), expected);
      await assert.rejects(workspace.remove('locked/a.ts'), expected);
    } finally {
      if (isRoot) process.seteuid?.(0);
      await chmod(join(root, 'locked'), 0o755);
    }
    assert.deepEqual(await readdir(join(root, 'locked')), ['a.ts']);
    assert.equal(await workspace.readText('locked/a.ts'), 'old');
  });

  it('needs a folder', () => {
    assert.throws(() => createNodeWorkspace(join(parent, 'nowhere')), { code: 'workspace-file-missing' });
  });

  it('removes what a killed process left of a write to a path, and nothing else', async () => {
    await workspace.writeText('src/a.test.ts', 'kept');
    const unfinished = '.a.test.ts.0d3f6a3e-5a35-4f0e-9d4c-3b1f5f0a7c11.tmp';
    const others = ['.a.test.ts.notes.tmp', '.b.test.ts.0d3f6a3e-5a35-4f0e-9d4c-3b1f5f0a7c11.tmp'];
    for (const name of [unfinished, ...others]) await writeFile(join(root, 'src', name), '');
    await workspace.removeUnfinishedWrites('src/a.test.ts');
    const left = await workspace.list('src');
    assert.ok(!left.includes(unfinished));
    assert.ok(['a.test.ts', ...others].every((name) => left.includes(name)));
    await workspace.removeUnfinishedWrites('nowhere/a.test.ts');
  });
});
