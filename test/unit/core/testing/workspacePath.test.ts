import assert from 'node:assert/strict';
import {
  extensionOf,
  fileNameOf,
  folderOf,
  isInside,
  joinPath,
  relativeSpecifier,
} from '../../../../src/core/testing/workspacePath';

describe('workspacePath', () => {
  it('splits a path into folder, name and extension', () => {
    assert.deepEqual(
      [folderOf('a/b/c.test.ts'), fileNameOf('a/b/c.test.ts'), extensionOf('a/b/c.test.ts')],
      ['a/b', 'c.test.ts', '.ts'],
    );
    assert.deepEqual([folderOf('c'), extensionOf('c'), extensionOf('.env')], ['.', '', '']);
  });

  it('joins and normalises', () => {
    assert.deepEqual(
      [joinPath('src', '../lib/./a'), joinPath('.', ''), joinPath('a/', '/b')],
      ['lib/a', '.', 'a/b'],
    );
  });

  it('refuses to climb out of the workspace', () => {
    assert.throws(() => joinPath('src', '../../etc/passwd'), RangeError);
  });

  it('knows what lies inside a folder, by whole segments', () => {
    assert.deepEqual(
      [isInside('src/a', 'src'), isInside('src', 'src'), isInside('srcs/a', 'src'), isInside('x', '.')],
      [true, true, false, true],
    );
  });

  it('writes the specifier from one folder to a file', () => {
    assert.deepEqual(
      [
        relativeSpecifier('src', 'src/a'),
        relativeSpecifier('test/x', 'src/a'),
        relativeSpecifier('.', 'a'),
        relativeSpecifier('src/a', 'src/a/b/c'),
      ],
      ['./a', '../../src/a', './a', './b/c'],
    );
  });
});
