import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createGitHistory } from '../../../../src/adapters/git/gitHistory';
import { createNodeWorkspace } from '../../../../src/adapters/workspace/nodeWorkspace';
import { createGitRepository, type GitRepository, openGitRepository } from '../../../support/gitRepository';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const isWindows = process.platform === 'win32';
const numbers = (count: number): string =>
  Array.from({ length: count }, (_, index) => `export const n${index + 1} = ${index + 1};\n`).join('');

describe('git history', () => {
  const temporary = useTemporaryFolder();
  let repository: GitRepository;
  const inherited = { ...process.env };

  beforeEach(async () => {
    process.env.GIT_CONFIG_GLOBAL = '/dev/null';
    process.env.GIT_CONFIG_NOSYSTEM = '1';
    // A folder above the temporary one may be in a repository.
    process.env.GIT_CEILING_DIRECTORIES = path.dirname(temporary());
    repository = await createGitRepository(path.join(temporary(), 'shop'));
  });
  afterEach(() => {
    for (const name of ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_NOSYSTEM', 'GIT_CEILING_DIRECTORIES', 'GIT_DIR']) {
      if (inherited[name] === undefined) delete process.env[name];
      else process.env[name] = inherited[name];
    }
  });

  const historyOf = (folder = repository.folder) => createGitHistory(createNodeWorkspace(folder));
  const signal = new AbortController().signal;
  /** `4-5 9-9` by file. */
  const changed = async (base = 'main', folder?: string): Promise<Readonly<Record<string, string>>> => {
    const { byFile } = await historyOf(folder).changedLines(base, signal);
    const text = [...byFile].map(([file, lines]) => [
      file,
      lines.map(({ startLine, endLine }) => `${startLine}-${endLine}`).join(' '),
    ]);
    return Object.fromEntries(text);
  };

  describe('finds lines that differ', () => {
    it('from where the branch began, not from what the base became since', async () => {
      await repository.write('a.ts', numbers(9));
      const start = repository.commit();
      repository.git('checkout', '--quiet', '-b', 'feature');
      await repository.write('a.ts', numbers(9).replace('n4 = 4', 'n4 = 44'));
      repository.commit();
      repository.git('checkout', '--quiet', 'main');
      await repository.write('a.ts', numbers(9).replace('n8 = 8', 'n8 = 88'));
      await repository.write('later.ts', numbers(1));
      repository.commit();
      repository.git('checkout', '--quiet', 'feature');
      assert.deepEqual(await changed(), { 'a.ts': '4-4' });
      assert.equal((await historyOf().changedLines('main', signal)).baseCommit, start);
    });

    it('whether they are committed, staged, neither, or not known to git', async () => {
      await repository.write('a.ts', numbers(9));
      await repository.write('.gitignore', 'ignored.ts\n');
      repository.commit();
      repository.git('checkout', '--quiet', '-b', 'feature');
      await repository.write('a.ts', numbers(9).replace('n2 = 2', 'n2 = 22'));
      repository.commit();
      await repository.write('a.ts', numbers(9).replace('n2 = 2', 'n2 = 22').replace('n5 = 5', 'n5 = 55'));
      await repository.write('staged.ts', numbers(2));
      repository.git('add', '--all');
      await repository.write('a.ts', numbers(10).replace('n2 = 2', 'n2 = 22').replace('n5 = 5', 'n5 = 55'));
      await repository.write('new.ts', numbers(3));
      await repository.write('open.ts', 'export const a = 1;\nexport const b = 2;');
      await repository.write('empty.ts', '');
      await repository.write('ignored.ts', numbers(3));
      assert.deepEqual(await changed(), {
        'a.ts': '2-2 5-5 10-10',
        'staged.ts': '1-2',
        'new.ts': '1-3',
        'open.ts': '1-2',
      });
    });

    it('for every way to name a commit', async () => {
      await repository.write('a.ts', numbers(2));
      const first = repository.commit();
      repository.git('tag', 'v1');
      await repository.write('a.ts', numbers(3));
      repository.commit();
      for (const base of ['v1', 'main~1', first, first.slice(0, 8), 'HEAD^'])
        assert.deepEqual(await changed(base), { 'a.ts': '3-3' }, base);
      assert.deepEqual(await changed('HEAD'), {});
    });

    it('in files that got another name or folder, and in none that were only moved', async () => {
      await repository.write('src/a.ts', numbers(20));
      await repository.write('src/moved.ts', numbers(20).replaceAll('n', 'm'));
      repository.commit();
      await mkdir(path.join(repository.folder, 'lib'));
      await rename(path.join(repository.folder, 'src/a.ts'), path.join(repository.folder, 'lib/b.ts'));
      await rename(
        path.join(repository.folder, 'src/moved.ts'),
        path.join(repository.folder, 'lib/moved.ts'),
      );
      await repository.write('lib/b.ts', numbers(21));
      repository.git('add', '--all');
      assert.deepEqual(await changed(), { 'lib/b.ts': '21-21' });
    });

    it('and none where files or lines went away', async () => {
      await repository.write('gone.ts', numbers(3));
      await repository.write('shorter.ts', numbers(5));
      repository.commit();
      await rm(path.join(repository.folder, 'gone.ts'));
      await repository.write('shorter.ts', numbers(3));
      assert.deepEqual(await changed(), {});
    });

    it('but none of what is no source file', async () => {
      await repository.write('a.ts', numbers(1));
      repository.commit();
      await repository.write('picture.png', new Uint8Array([0, 1, 2, 10, 0, 255]));
      await repository.write('README.md', '# Shop\n');
      repository.git('add', '--all');
      await repository.write('data.bin', new Uint8Array(1000));
      await repository.write('code.js', 'a = 1;\n');
      assert.deepEqual(await changed(), { 'code.js': '1-1' });
    });

    it('in files that git is told to take for binary', async () => {
      await repository.write('.gitattributes', '*.ts -diff\n');
      await repository.write('a.ts', numbers(4));
      repository.commit();
      await repository.write('a.ts', numbers(4).replace('n3 = 3', 'n3 = 33'));
      assert.deepEqual(await changed(), { 'a.ts': '3-3' });
    });

    it('with line breaks as on Windows, and does not take other line breaks for a change', async () => {
      await repository.write('a.ts', numbers(4).replaceAll('\n', '\r\n'));
      await repository.write('converted.ts', numbers(4));
      repository.commit();
      await repository.write('a.ts', numbers(4).replace('n3 = 3', 'n3 = 33').replaceAll('\n', '\r\n'));
      await repository.write('converted.ts', numbers(4).replaceAll('\n', '\r\n'));
      assert.deepEqual(await changed(), { 'a.ts': '3-3' });
    });

    it('whatever they contain: what looks like the text of a difference', async () => {
      const before = 'export const diff = `\n-- a/x\n`;\n';
      await repository.write('a.ts', before);
      await repository.write('z.ts', numbers(1));
      repository.commit();
      await repository.write(
        'a.ts',
        'export const diff = `\n++ b/x.ts\n@@ -1 +1 @@\ndiff --git a/y.ts b/y.ts\n+++ b/y.ts\n@@ -0,0 +7,9 @@\n\\ No\n`;',
      );
      await repository.write('z.ts', numbers(2));
      assert.deepEqual(await changed(), { 'a.ts': '2-7', 'z.ts': '2-2' });
    });

    for (const name of [
      ...[
        'with blank.ts',
        ' leading.ts',
        'ümläut.ts',
        '日本.ts',
        '-dash.ts',
        '--output=x.ts',
        "apo'strophe.ts",
      ],
      ...['b/nested.ts', 'a b/c d.ts', '[id].ts', '$x.ts', '#h.ts', 'a:b.ts'],
      ...(isWindows
        ? []
        : [
            'quo"te.ts',
            'back\\slash.ts',
            'tab\t.ts',
            'line\nbreak.ts',
            'bell\u0007.ts',
            'aster*.ts',
            ':(top)x.ts',
          ]),
    ].filter((each) => !isWindows || !/[:*]/.test(each))) {
      it(`in a file called ${JSON.stringify(name)}, tracked or not, and counts its commits`, async () => {
        await repository.write(name, numbers(3));
        assert.deepEqual(await changed(await emptyCommit()), { [name]: '1-3' });
        repository.commit();
        await repository.write(name, numbers(4));
        assert.deepEqual(await changed(), { [name]: '4-4' });
        const churn = await historyOf().churn([name], 10, signal);
        assert.deepEqual(churn, { status: 'known', commits: new Map([[name, 1]]) });
      });
    }
    /** A first commit with nothing in it, although there are files. */
    async function emptyCommit(): Promise<string> {
      repository.git('commit', '--quiet', '--allow-empty', '--message', 'nothing');
      return 'main';
    }

    it('of the workspace alone when it is a folder of the repository, with paths from there', async () => {
      await repository.write('packages/cart/src/a.ts', numbers(2));
      await repository.write('packages/cart/from elsewhere.ts', numbers(1));
      await repository.write('packages/other/b.ts', numbers(20));
      repository.commit();
      await repository.write('packages/cart/src/a.ts', numbers(3));
      await repository.write('packages/cart/new.ts', numbers(1));
      await repository.write('packages/other/b.ts', numbers(21));
      await repository.write('packages/other/new.ts', numbers(1));
      await repository.write('packages/cart-extra/c.ts', numbers(1));
      const folder = path.join(repository.folder, 'packages/cart');
      assert.deepEqual(await changed('main', folder), { 'src/a.ts': '3-3', 'new.ts': '1-1' });
      const churn = await historyOf(folder).churn(['src/a.ts', 'new.ts'], 10, signal);
      assert.deepEqual(churn, {
        status: 'known',
        commits: new Map([
          ['src/a.ts', 1],
          ['new.ts', 0],
        ]),
      });
    });

    it('whatever the settings of a person or a repository say about differences', async () => {
      await repository.write('a.ts', numbers(9));
      repository.commit();
      for (const [setting, value] of [
        ...[
          ['diff.noprefix', 'true'],
          ['diff.mnemonicPrefix', 'true'],
          ['diff.interHunkContext', '9'],
        ],
        ...[
          ['diff.context', '5'],
          ['color.ui', 'always'],
          ['diff.external', 'false'],
          ['diff.relative', 'true'],
        ],
        ...[
          ['core.quotePath', 'true'],
          ['log.showSignature', 'true'],
          ['diff.wordRegex', '.'],
          ['core.pager', 'false'],
        ],
        ...[
          ['diff.srcPrefix', 'x/'],
          ['diff.dstPrefix', 'y/'],
          ['status.showUntrackedFiles', 'no'],
        ],
      ] as const)
        repository.git('config', setting ?? '', value ?? '');
      await repository.write('a.ts', numbers(9).replace('n2 = 2', 'n2 = 22').replace('n6 = 6', 'n6 = 66'));
      await repository.write('ü.ts', numbers(1));
      assert.deepEqual(await changed(), { 'a.ts': '2-2 6-6', 'ü.ts': '1-1' });
    });

    it('and changes nothing in the repository, its index included', async () => {
      await repository.write('a.ts', numbers(2));
      repository.commit();
      // Written anew with the same text: git would note in the index that it is the same.
      await copyFile(path.join(repository.folder, 'a.ts'), path.join(repository.folder, 'copy'));
      await rename(path.join(repository.folder, 'copy'), path.join(repository.folder, 'a.ts'));
      const index = path.join(repository.folder, '.git/index');
      const before = await readFile(index);
      assert.deepEqual(await changed(), {});
      assert.deepEqual(await readFile(index), before);
    });

    it('in this repository, although the environment names another', async () => {
      await repository.write('a.ts', numbers(1));
      repository.commit();
      const other = await createGitRepository(path.join(temporary(), 'other'));
      process.env.GIT_DIR = path.join(other.folder, '.git');
      await repository.write('a.ts', numbers(2));
      assert.deepEqual(await changed(), { 'a.ts': '2-2' });
    });

    it('and passes over a link that leads out of the workspace, and a repository within this one', async function () {
      if (isWindows) this.skip();
      await repository.write('a.ts', numbers(1));
      repository.commit();
      await symlink('/', path.join(repository.folder, 'root'));
      await symlink(path.join(temporary(), 'nowhere.ts'), path.join(repository.folder, 'link.ts'));
      await (await createGitRepository(path.join(repository.folder, 'inner'))).write('b.ts', numbers(1));
      await repository.write('c.ts', numbers(1));
      assert.deepEqual(await changed(), { 'c.ts': '1-1' });
    });
  });

  describe('has no answer', () => {
    const hintOf = (pattern: RegExp) => (error: { readonly hint?: string; readonly code?: string }) => {
      assert.match(error.hint ?? '', pattern);
      assert.equal(error.code, 'git-base-unknown');
      return true;
    };

    it('without a repository', async () => {
      const folder = path.join(temporary(), 'plain');
      await mkdir(folder);
      await assert.rejects(changed('main', folder), {
        code: 'git-unavailable',
        message: /not a git repository/,
      });
      const churn = await historyOf(folder).churn(['a.ts'], 10, signal);
      assert.ok(churn.status === 'unavailable' && /not a git repository/.test(churn.reason));
    });

    it('within the folder of git itself', async () => {
      await assert.rejects(changed('main', path.join(repository.folder, '.git')), {
        code: 'git-unavailable',
      });
    });

    it('without git', async () => {
      const { PATH } = process.env;
      process.env.PATH = temporary();
      try {
        await assert.rejects(changed(), { code: 'git-unavailable', message: /cannot be started/ });
      } finally {
        process.env.PATH = PATH;
      }
    });

    it('for a base that there is not, and names those that there are', async () => {
      repository.commit();
      await assert.rejects(changed('master'), { message: /no branch, tag or commit master/ });
      await assert.rejects(changed('master'), hintOf(/\bmain\b/));
    });

    it('for a base that is known under another name', async () => {
      repository.commit();
      repository.git('update-ref', 'refs/remotes/upstream/release-9', 'HEAD');
      await assert.rejects(changed('release-9'), hintOf(/upstream\/release-9/));
    });

    for (const base of [
      '',
      '  ',
      '-',
      '--help',
      '--output=x',
      '-Sx',
      'main..main',
      '^main',
      'a b',
      'main\n',
      '\0',
      '@{999}',
    ]) {
      it(`for ${JSON.stringify(base)} as a base`, async () => {
        await repository.write('a.ts', numbers(1));
        repository.commit();
        await assert.rejects(changed(base), {
          code: 'git-base-unknown',
          message: /There is no branch, tag or commit/,
        });
      });
    }

    it('before the first commit', async () => {
      await assert.rejects(changed(), { code: 'git-base-unknown' });
      const churn = await historyOf().churn(['a.ts'], 10, signal);
      assert.deepEqual(churn, { status: 'known', commits: new Map([['a.ts', 0]]) });
    });

    it('for a base without a commit in common', async () => {
      repository.commit();
      repository.git('checkout', '--quiet', '--orphan', 'alone');
      repository.commit(1);
      await assert.rejects(changed(), { code: 'git-base-unknown', message: /no commit in common/ });
    });

    describe('in a shallow clone', () => {
      let clone: GitRepository;
      beforeEach(async () => {
        await repository.write('a.ts', numbers(1));
        repository.commit(2);
        repository.git('checkout', '--quiet', '-b', 'feature');
        await repository.write('a.ts', numbers(2));
        repository.commit(1);
        repository.git('checkout', '--quiet', 'main');
        await repository.write('b.ts', numbers(2));
        repository.commit();
        const url = pathToFileURL(repository.folder).href;
        const target = path.join(temporary(), 'clone');
        repository.git(
          'clone',
          '--quiet',
          '--depth',
          '1',
          '--no-single-branch',
          '--branch',
          'feature',
          url,
          target,
        );
        clone = openGitRepository(target);
      });

      it('whose base was cut off, and says what to do', async () => {
        await assert.rejects(changed('origin/main', clone.folder), hintOf(/shallow clone.*fetch-depth: 0/));
        clone.git('fetch', '--quiet', '--unshallow');
        assert.deepEqual(await changed('origin/main', clone.folder), { 'a.ts': '2-2' });
      });

      it('about a base that was not fetched', async () => {
        await assert.rejects(changed('release', clone.folder), hintOf(/shallow clone.*fetch-depth: 0/));
      });

      it('about its commits: those of the past are not there', async () => {
        const churn = await historyOf(clone.folder).churn(['a.ts'], 180, signal);
        assert.ok(churn.status === 'unavailable' && /shallow/.test(churn.reason));
      });
    });
  });

  describe('counts the commits of files', () => {
    it('within the time, each file for itself, and merges not at all', async () => {
      await repository.write('a.ts', numbers(1));
      await repository.write('b.ts', numbers(1));
      repository.commit(40);
      await repository.write('a.ts', numbers(2));
      repository.commit(20);
      repository.git('checkout', '--quiet', '-b', 'feature');
      await repository.write('a.ts', numbers(3));
      repository.commit(10);
      repository.git('checkout', '--quiet', 'main');
      await repository.write('b.ts', numbers(2));
      repository.commit(9);
      repository.git('merge', '--quiet', '--no-edit', 'feature');
      const files = ['a.ts', 'b.ts', 'never.ts'];
      const commits = async (days: number) => {
        const churn = await historyOf().churn(files, days, signal);
        assert.ok(churn.status === 'known');
        return files.map((file) => churn.commits.get(file));
      };
      assert.deepEqual(await commits(30), [2, 1, 0]);
      assert.deepEqual(await commits(60), [3, 2, 0]);
      assert.deepEqual(await commits(5), [0, 0, 0]);
    });

    it('when they are more than a command line holds', async () => {
      await repository.write('a.ts', numbers(1));
      repository.commit();
      const many = Array.from({ length: 20_000 }, (_, index) => `src/${'deep/'.repeat(20)}${index}.ts`);
      const churn = await historyOf().churn(['a.ts', ...many], 10, signal);
      assert.ok(churn.status === 'known');
      assert.deepEqual([churn.commits.get('a.ts'), churn.commits.size], [1, 20_001]);
    });
  });

  it('ends when it is cancelled, before and while git is at work', async () => {
    repository.commit();
    await assert.rejects(historyOf().changedLines('main', AbortSignal.abort()), { name: 'AbortError' });
    await assert.rejects(historyOf().churn(['a.ts'], 10, AbortSignal.abort()), { name: 'AbortError' });
    const controller = new AbortController();
    const answer = historyOf().changedLines('main', controller.signal);
    controller.abort();
    await assert.rejects(answer, { name: 'AbortError' });
  });
});
