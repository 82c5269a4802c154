import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { verifies } from '../../requirements';
import { startCli } from '../../support/cliProcess';
import { livingProcesses } from '../../support/livingProcesses';
import { temporaryFileAppears, until } from '../../support/mcpProcess';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { useTemporaryFolder } from '../../support/temporaryFolder';

interface RecordedRun {
  readonly schemaVersion: number;
  readonly command: string;
  readonly status: string;
  readonly exitCode: number;
  readonly result?: { readonly kept?: number; readonly verdict?: string; readonly receipts?: unknown[] };
  readonly error?: { readonly code: string; readonly message: string };
}

/** What the built CLI prints for programs. */
describe('agentic-qe --format json and ndjson', () => {
  const storage = useTemporaryFolder();
  let project: ProjectCopy;

  beforeEach(async () => {
    project = await copyProject('node-test');
  });
  afterEach(async () => {
    await project.remove();
    assert.deepEqual(livingProcesses(project.folder), [], 'a process was left behind');
  });

  const start = (...args: readonly string[]) => startCli([...args, '--workspace', project.folder], storage());
  const recordOf = (text: string): RecordedRun => JSON.parse(text) as RecordedRun;

  it(`prints one record for a run, and talks elsewhere ${verifies('CLI-2')}`, async () => {
    const { stdout, stderr, exitCode } = await start(
      'generate',
      'src/shipping.js',
      '--dry-run',
      '--format',
      'json',
    ).result;
    const { result, ...frame } = recordOf(stdout);
    assert.deepEqual(frame, { schemaVersion: 1, command: 'generate', status: 'finished', exitCode: 0 });
    assert.equal(exitCode, 0);
    assert.ok((result?.kept ?? 0) > 0 && (result?.receipts ?? []).length > 0);
    assert.match(stderr, /^\[judge\]/m);
  });

  it(`prints every event of a run in order, and the record last ${verifies('CLI-2')}`, async () => {
    const { stdout, exitCode } = await start('generate', 'src/shipping.js', '--dry-run', '--format', 'ndjson')
      .result;
    assert.equal(exitCode, 0);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const last = lines.pop();
    assert.deepEqual(
      [last.type, last.schemaVersion, last.command, last.exitCode],
      ['result', 1, 'generate', 0],
    );
    assert.ok(lines.every(({ schemaVersion, runId }) => schemaVersion === 1 && runId === last.result.runId));
    assert.ok(lines.every(({ seq }, index) => index === 0 || seq > lines[index - 1].seq));
    assert.equal(lines[0].type, 'run-start');
    assert.equal(lines.filter(({ type }) => type === 'receipt').length, last.result.receipts.length);
  });

  it(`writes events while the run is at work ${verifies('CLI-2')}`, async () => {
    const { child, result } = start('generate', 'src/shipping.js', '--dry-run', '--format', 'ndjson');
    const first = await new Promise<string>((resolve) => child.stdout?.once('data', resolve));
    assert.match(first, /"type":"run-start"/);
    assert.equal(child.exitCode, null);
    await result;
  });

  it(`says in the record that a gate did not pass, in a file as well ${verifies('CLI-2')}`, async () => {
    const file = path.join(storage(), 'gate.json');
    const { stdout, exitCode } = await start('gate', 'src/shipping.js', '--format', 'json', '--output', file)
      .result;
    const { status, exitCode: recorded, result } = recordOf(await readFile(file, 'utf8'));
    assert.deepEqual([stdout, status, recorded, exitCode, result?.verdict], ['', 'finished', 1, 1, 'failed']);
  });

  it(`says in the record what went wrong, in a run and before it ${verifies('CLI-2')}`, async () => {
    await project.write('src/broken.js', 'export const = 1;\n');
    const broken = await start('coverage', 'src/broken.js', '--format', 'ndjson').result;
    const last = recordOf(broken.stdout.trimEnd().split('\n').at(-1) ?? '');
    assert.deepEqual([last.command, last.exitCode], ['coverage', broken.exitCode]);
    assert.notEqual(broken.exitCode, 0);
    const missing = await start('generate', 'src/none.js', '--format', 'json').result;
    const { error, status, exitCode } = recordOf(missing.stdout);
    assert.deepEqual([status, exitCode, missing.exitCode, error?.code], ['failed', 2, 2, 'usage']);
    assert.match(missing.stderr, /^Error: src\/none\.js exists neither/);
  });

  it(`says in the record that it was cancelled ${verifies('CLI-2', 'RUN-9')}`, async function () {
    if (process.platform === 'win32') this.skip();
    const { child, result } = start('generate', 'src/shipping.js', '--format', 'json');
    await temporaryFileAppears(path.join(project.folder, 'test'));
    child.kill('SIGINT');
    const { stdout, exitCode } = await result;
    const { status, exitCode: recorded } = recordOf(stdout);
    assert.deepEqual([status, recorded, exitCode], ['cancelled', 130, 130]);
  });

  it(`ends at once when it is interrupted for the second time, and its children end too ${verifies('CLI-1')}`, async function () {
    if (process.platform === 'win32') this.skip();
    const { child, result } = start('generate', 'src/shipping.js');
    await temporaryFileAppears(path.join(project.folder, 'test'));
    child.kill('SIGINT');
    // Two of a kind may be delivered as one.
    child.kill('SIGTERM');
    assert.equal((await result).exitCode, 130);
    await until(() => livingProcesses(project.folder).length === 0);
  });

  it(`prints a record for undo, with nothing to undo and with a run ${verifies('CLI-2')}`, async () => {
    const nothing = await start('undo', '--format', 'json').result;
    assert.deepEqual([nothing.exitCode, recordOf(nothing.stdout).exitCode], [1, 1]);
    await start('generate', 'src/shipping.js').result;
    const { stdout } = await start('undo', '--format', 'json').result;
    assert.deepEqual(JSON.parse(stdout).result.restored, ['test/shipping.test.js']);
  });

  it(`prints a record for route ${verifies('CLI-2')}`, async () => {
    const { stdout } = await start('route', 'src/shipping.js', '--format', 'json').result;
    const { command, result } = JSON.parse(stdout);
    assert.deepEqual([command, result.isRouterOn, result.decision.modelName], ['route', false, 'embedded']);
  });
});
