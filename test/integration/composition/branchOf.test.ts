import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { branchOf } from '../../../src/composition/branchOf';
import { useTemporaryFolder } from '../../support/temporaryFolder';

/** Against what git itself writes. */
describe('branchOf', () => {
  const folder = useTemporaryFolder();
  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      cwd,
      stdio: 'pipe',
    });

  it('names the branch, also from a folder further down and in a working tree of its own', async () => {
    const root = path.join(folder(), 'shop');
    await mkdir(path.join(root, 'packages', 'cart'), { recursive: true });
    git(root, 'init', '--initial-branch', 'feature/prices-2');
    git(root, 'commit', '--allow-empty', '-m', 'first');
    assert.deepEqual(branchOf(path.join(root, 'packages', 'cart')), { gitBranch: 'feature/prices-2' });
    const other = path.join(folder(), 'other');
    git(root, 'worktree', 'add', '-b', 'fix', other);
    assert.deepEqual(branchOf(other), { gitBranch: 'fix' });
  });

  it('says nothing on no branch and outside of git', async () => {
    const root = path.join(folder(), 'shop');
    await mkdir(root);
    assert.deepEqual(branchOf(root), {});
    git(root, 'init', '--initial-branch', 'main');
    git(root, 'commit', '--allow-empty', '-m', 'first');
    git(root, 'checkout', '--detach');
    assert.deepEqual(branchOf(root), {});
  });
});
