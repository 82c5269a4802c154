import assert from 'node:assert/strict';
import { type FolderEntry, findSourceFiles } from '../../../../src/frontends/vscode/sourceFiles';

function aTree(paths: readonly string[]): (folder: string) => Promise<FolderEntry[]> {
  return async (folder) => {
    const names = new Map<string, 'file' | 'folder'>();
    for (const path of paths) {
      if (folder !== '' && !path.startsWith(`${folder}/`)) continue;
      const [name = '', ...below] = path.slice(folder === '' ? 0 : folder.length + 1).split('/');
      names.set(name, below.length > 0 ? 'folder' : 'file');
    }
    return [...names].map(([name, kind]) => ({ name, kind }));
  };
}

describe('findSourceFiles', () => {
  it('takes sources and leaves out tests, declarations, configurations, output and packages', async () => {
    const tree = aTree([
      'b.ts',
      'a.js',
      'c.tsx',
      'd.mts',
      'readme.md',
      'b.test.ts',
      'b.spec.js',
      'types.d.ts',
      'vendor.min.js',
      'vite.config.ts',
      'deep/er/e.cjs',
      '__tests__/f.js',
      'node_modules/g.js',
      'dist/h.js',
      '.hidden/i.js',
    ]);
    assert.deepEqual(await findSourceFiles(tree, 50), {
      paths: ['a.js', 'b.ts', 'c.tsx', 'd.mts', 'deep/er/e.cjs'],
      isCut: false,
    });
  });

  it('stops at the limit and says so', async () => {
    const tree = aTree(['a.ts', 'b.ts', 'sub/c.ts']);
    assert.deepEqual(await findSourceFiles(tree, 2), { paths: ['a.ts', 'b.ts'], isCut: true });
    assert.equal((await findSourceFiles(tree, 3)).isCut, false);
  });
});
