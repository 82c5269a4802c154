import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { useTemporaryFolder } from '../../support/temporaryFolder';
import { repositoryRoot } from '../../tools/repositoryPaths';

const run = promisify(execFile);

/** An editor in which everything can be called, without the parts that MISSING names; it writes down what is called. */
const fakeEditor = `
const calls = (globalThis.editorCalls = []);
const missing = (process.env.MISSING ?? '').split(' ');
const lists = ['workspaceFolders', 'textDocuments', 'visibleTextEditors', 'notebookDocuments'];
const part = (name) => new Proxy(class {}, {
  get: (_target, key) => {
    if (typeof key === 'symbol') return key === Symbol.toPrimitive ? () => name : undefined;
    if (lists.includes(key)) return [];
    if (key === 'then' || key === 'bundle' || missing.includes(name + '.' + key)) return undefined;
    return part(name + '.' + key);
  },
  apply: (_target, _self, values) => {
    calls.push(name);
    return /\\.(get|inspect)$/.test(name) ? undefined : part(name + '()');
  },
  construct: () => part(name),
  set: () => true,
});
module.exports = Object.fromEntries(NAMES.map((name) => [name, missing.includes(name) ? undefined : part(name)]));
`;
const start = `
const { activate } = require('./extension.cjs');
const subscriptions = [];
const uri = { fsPath: __dirname, with: () => uri, path: __dirname };
const secrets = { get: async () => undefined, onDidChange: () => ({ dispose() {} }) };
activate({ subscriptions, secrets, extensionUri: uri, globalStorageUri: uri, storageUri: uri, extension: { packageJSON: { version: '1' } } });
console.log(JSON.stringify(globalThis.editorCalls));
process.exit(0);
`;

describe('in an editor that lacks parts of its API, the extension', () => {
  const folder = useTemporaryFolder();

  beforeEach(async () => {
    const editor = path.join(folder(), 'vscode.cjs');
    const types = await readFile(path.join(repositoryRoot, 'node_modules/@types/vscode/index.d.ts'), 'utf8');
    const names = [...types.matchAll(/^\t(?:export )?(?:namespace|class|enum|const|function) (\w+)/gm)].map(
      ([, name]) => name,
    );
    await writeFile(editor, `const NAMES = ${JSON.stringify([...new Set(names)])};\n${fakeEditor}`);
    await writeFile(path.join(folder(), 'start.cjs'), start);
    await build({
      entryPoints: [path.join(repositoryRoot, 'src/extension.ts')],
      outfile: path.join(folder(), 'extension.cjs'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'error',
      alias: { vscode: editor },
      external: [
        'typescript',
        'sql.js',
        'prom-client',
        '@ai-sdk/*',
        '@stryker-mutator/*',
        'ast-v8-to-istanbul',
      ],
    });
  });

  /** What the extension calls of the editor while it activates. */
  const callsWithout = async (...missing: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await run(process.execPath, [path.join(folder(), 'start.cjs')], {
      env: { ...process.env, MISSING: missing.join(' ') },
    });
    return JSON.parse(stdout);
  };

  const doors = [
    'lm.registerMcpServerDefinitionProvider',
    'lm.registerTool',
    'lm.registerLanguageModelChatProvider',
    'chat.createChatParticipant',
  ];

  it('opens every door where all of it is there', async () => {
    const calls = await callsWithout();
    assert.deepEqual(
      doors.filter((door) => !calls.includes(door)),
      [],
    );
    assert.ok(calls.includes('commands.registerCommand'));
  });

  for (const [what, missing] of [
    ['no language models at all', ['lm']],
    ['no chat', ['chat']],
    ['no translations', ['l10n']],
    [
      'language models of 1.101, which takes no models from extensions',
      ['lm.registerLanguageModelChatProvider'],
    ],
    ['nothing of all that', ['lm', 'chat', 'l10n']],
    ...doors.map((door) => [`no ${door}`, [door]] as const),
  ] as const)
    it(`works as ever with ${what}`, async () => {
      const [calls, all] = [await callsWithout(...missing), await callsWithout()];
      const count = (list: readonly string[]) =>
        list.filter((name) => name === 'commands.registerCommand').length;
      assert.equal(count(calls), count(all));
      const lost = doors.filter((door) => all.includes(door) && !calls.includes(door));
      assert.deepEqual(
        lost,
        doors.filter((door) => missing.some((part) => door === part || door.startsWith(`${part}.`))),
      );
    });
});
