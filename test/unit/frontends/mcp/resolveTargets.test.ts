import assert from 'node:assert/strict';
import path from 'node:path';
import { resolveTargets } from '../../../../src/frontends/mcp/resolveTargets';
import { aMcpHost } from '../../../support/mcpFakes';

const disk = {
  '/shop': 'folder',
  '/shop/src': 'folder',
  '/shop/src/cart.ts': 'file',
  '/shop/link.ts': { linkTo: '/shop/src/cart.ts' },
  '/shop/escape.ts': { linkTo: '/secret/key.ts' },
  '/shop/escape': { linkTo: '/secret' },
  '/alias': { linkTo: '/shop' },
  '/alias/src/cart.ts': { linkTo: '/shop/src/cart.ts' },
  '/secret': 'folder',
  '/secret/key.ts': 'file',
  '/other': 'folder',
  '/other/a.ts': 'file',
} as const;

interface Case {
  readonly workspace?: string;
  readonly files?: readonly string[];
  readonly roots?: readonly string[];
  readonly folders?: readonly string[];
}

const absolute = (name: string): string => path.resolve(name);

async function resolve({ workspace, files = ['src/cart.ts'], roots = [], folders = ['/shop'] }: Case) {
  const host = aMcpHost({ disk, folders: folders.map(absolute) });
  const { workspaceRoot, targets } = await resolveTargets(
    { workspace: workspace && absolute(workspace), files },
    host,
    { clientRoots: async () => roots.map(absolute) },
  );
  return [workspaceRoot, ...targets.map((target) => target.path.split(path.sep).join('/'))];
}

describe('resolveTargets', () => {
  const accepted: [title: string, given: Case, expected: readonly string[]][] = [
    ['the folder the server was started for', {}, ['/shop', 'src/cart.ts']],
    [
      'the one folder the client has open, before its own',
      { roots: ['/other'], files: ['a.ts'] },
      ['/other', 'a.ts'],
    ],
    ['a folder of the server by name', { workspace: '/shop' }, ['/shop', 'src/cart.ts']],
    ['a folder inside it', { workspace: '/shop/src', files: ['cart.ts'] }, ['/shop/src', 'cart.ts']],
    [
      'a folder the client has open by name',
      { workspace: '/other', roots: ['/other', '/shop'], files: ['a.ts'] },
      ['/other', 'a.ts'],
    ],
    ['the workspace by another name', { workspace: '/alias' }, ['/shop', 'src/cart.ts']],
    ['an absolute path inside', { files: [absolute('/shop/src/cart.ts')] }, ['/shop', 'src/cart.ts']],
    [
      'an absolute path inside by another name',
      { files: [absolute('/alias/src/cart.ts')] },
      ['/shop', 'src/cart.ts'],
    ],
    [
      'a symbolic link that stays inside, and each file once',
      { files: ['link.ts', 'src/cart.ts', './src/../src/cart.ts'] },
      ['/shop', 'src/cart.ts'],
    ],
  ];
  for (const [title, given, [root = '', ...files]] of accepted) {
    it(`takes ${title}`, async () => {
      assert.deepEqual(await resolve(given), [absolute(root), ...files]);
    });
  }

  const refused: [title: string, given: Case, code: string, message: RegExp][] = [
    [
      '..',
      { files: ['../secret/key.ts'] },
      'workspace-path-outside',
      /"\.\.\/secret\/key\.ts" leads outside/,
    ],
    ['.. after a folder', { files: ['src/../../secret/key.ts'] }, 'workspace-path-outside', /leads outside/],
    ['an absolute path', { files: [absolute('/secret/key.ts')] }, 'workspace-path-outside', /leads outside/],
    [
      'an absolute path that leads nowhere, in the same words',
      { files: [absolute('/secret/none.ts')] },
      'workspace-path-outside',
      /leads outside/,
    ],
    ['a symbolic link', { files: ['escape.ts'] }, 'workspace-path-outside', /"escape\.ts" leads outside/],
    [
      'a file that is missing',
      { files: ['src/none.ts'] },
      'workspace-file-missing',
      /"src\/none\.ts" does not exist/,
    ],
    ['a folder', { files: ['src'] }, 'workspace-file-unsupported', /"src" is a folder/],
    ['the workspace itself', { files: ['.'] }, 'workspace-file-unsupported', /"\." is a folder/],
    [
      'a workspace that is not the user’s',
      { workspace: '/secret' },
      'workspace-path-outside',
      /not started for/,
    ],
    [
      'a workspace behind a symbolic link',
      { workspace: '/shop/escape' },
      'workspace-path-outside',
      /not started for/,
    ],
    ['a workspace that is missing', { workspace: '/none' }, 'workspace-file-missing', /there is no folder/],
    [
      'a workspace that is a file',
      { workspace: '/shop/src/cart.ts' },
      'workspace-file-missing',
      /there is no folder/,
    ],
    [
      'no workspace where there are two',
      { folders: ['/shop', '/other'] },
      'workspace-path-outside',
      /not clear which folder/,
    ],
    [
      'no workspace where the client has two open',
      { roots: ['/shop', '/other'] },
      'workspace-path-outside',
      /not clear which folder/,
    ],
  ];
  for (const [title, given, code, message] of refused) {
    it(`refuses ${title}`, async () => {
      await assert.rejects(resolve(given), { name: 'WorkspaceError', code, message });
    });
  }

  it('refuses a workspace that is not absolute', async () => {
    const host = aMcpHost({ disk });
    const context = { clientRoots: async () => [] };
    await assert.rejects(resolveTargets({ workspace: 'src', files: ['a.ts'] }, host, context), {
      code: 'workspace-path-outside',
      message: /"src", not an absolute path/,
    });
  });
});
