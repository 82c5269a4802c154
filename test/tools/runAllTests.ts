import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { repositoryRoot } from './repositoryPaths';

/**
 * `npm test`: every check and every test of the product in one go, real VS Code included, with the total at the end.
 * Names on the command line (`npm test -- unit host`) run only those steps.
 */
interface Step {
  readonly name: string;
  /** A Node.js script and its arguments. */
  readonly command: readonly string[];
  /** `counts`: writes its counts to the file in AGENTIC_QE_TEST_COUNTS. `check`: its exit code is one test. */
  readonly kind: 'check' | 'counts';
}

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const bin = (packageName: string, file: string): string =>
  path.join(repositoryRoot, 'node_modules', packageName, file);
const mocha = (...folders: string[]): string[] => [
  bin('mocha', 'bin/mocha.js'),
  '--reporter',
  path.join(repositoryRoot, 'test/support/countingReporter.cjs'),
  ...folders.map((folder) => `test/${folder}/**/*.test.ts`),
];
const tool = (name: string): string[] => ['--import', 'tsx', path.join(repositoryRoot, 'test/tools', name)];

const steps: readonly Step[] = [
  { name: 'types', kind: 'check', command: [bin('typescript', 'bin/tsc'), '-p', '.'] },
  { name: 'types-core', kind: 'check', command: [bin('typescript', 'bin/tsc'), '-p', 'src/core'] },
  {
    name: 'types-webview',
    kind: 'check',
    command: [bin('typescript', 'bin/tsc'), '-p', 'src/frontends/webview'],
  },
  {
    name: 'lint',
    kind: 'check',
    command: [bin('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings', '.'],
  },
  { name: 'build', kind: 'check', command: ['esbuild.js'] },
  { name: 'unused', kind: 'check', command: [bin('knip', 'bin/knip.js')] },
  { name: 'unit', kind: 'counts', command: mocha('unit', 'property', 'conformance') },
  { name: 'integration', kind: 'counts', command: mocha('integration') },
  { name: 'host', kind: 'counts', command: tool('runHostTests.ts') },
  { name: 'ui', kind: 'counts', command: mocha('e2e/ui') },
];

function runStep(step: Step, countsFile: string): Counts {
  console.log(`\n── ${step.name} ──`);
  rmSync(countsFile, { force: true });
  const { status } = spawnSync(process.execPath, [...step.command], {
    cwd: repositoryRoot,
    stdio: 'inherit',
    env: { ...process.env, AGENTIC_QE_TEST_COUNTS: countsFile },
  });
  if (step.kind === 'check')
    return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
  return readCounts(countsFile, status);
}

/** A step that died before it could count is one failure, so that it cannot pass for success. */
function readCounts(countsFile: string, status: number | null): Counts {
  try {
    const counts = JSON.parse(readFileSync(countsFile, 'utf8')) as Counts;
    const isHiddenFailure = status !== 0 && counts.failed === 0;
    return isHiddenFailure ? { ...counts, failed: 1 } : counts;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function main(): void {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`No such step: ${unknown.join(', ')}. Steps: ${steps.map((step) => step.name).join(', ')}`);
    process.exit(2);
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'agentic-qe-counts-'));
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const failedSteps: string[] = [];
  for (const step of steps) {
    if (wanted.length > 0 && !wanted.includes(step.name)) continue;
    const counts = runStep(step, path.join(folder, 'counts.json'));
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    if (counts.failed > 0) failedSteps.push(step.name);
  }
  rmSync(folder, { recursive: true, force: true });
  if (failedSteps.length > 0) console.log(`\nFailed in: ${failedSteps.join(', ')}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

main();
