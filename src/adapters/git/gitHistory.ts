import type { ChangedLines, ChangeHistory, Churn } from '../../core/coverageAnalysis/changeHistory';
import { WorkspaceError } from '../../core/errors';
import type { LineRange } from '../../core/synthesis/moduleModel';
import type { Workspace, WorkspacePath } from '../../core/testing/workspace';
import { addedLines } from './addedLines';
import { findMergeBase } from './mergeBase';
import { type GitAnswer, runGit } from './runGit';

/** The files whose lines are of interest. */
const sourceFiles = ['js', 'jsx', 'mjs', 'cjs', 'ts', 'tsx', 'mts', 'cts'].map((ending) => `**/*.${ending}`);
/** Command lines are bounded; beyond this length the history of the whole folder is asked for. */
const longestPathspecs = 20_000;

/**
 * What git knows of the workspace, which may be a folder within a repository; asks the git that is on PATH. Changed lines are
 * those of JavaScript and TypeScript files. Renamed files count where they differ, other endings of lines do not.
 */
export function createGitHistory(workspace: Workspace): ChangeHistory {
  return new GitHistory(workspace);
}

class GitHistory implements ChangeHistory {
  constructor(private readonly workspace: Workspace) {}

  async churn(files: readonly WorkspacePath[], days: number, signal: AbortSignal): Promise<Churn> {
    const commits = new Map(files.map((file) => [file, 0]));
    const shallow = await this.git(['rev-parse', '--is-shallow-repository'], signal);
    if (!shallow.isOk) return { status: 'unavailable', reason: shallow.problem };
    if (shallow.output.trim() === 'true') {
      const reason =
        'The repository is a shallow clone without its history (actions/checkout: fetch-depth: 0).';
      return { status: 'unavailable', reason };
    }
    const head = await this.git(['rev-parse', '--verify', '--quiet', 'HEAD'], signal);
    if (files.length === 0 || !head.isOk) return { status: 'known', commits };
    const log = await this.git(
      [
        ...['log', `--since=${days} days ago`, '--no-merges', '--full-history', '--no-renames'],
        ...['--no-show-signature', '--no-ext-diff', '--no-textconv', '--no-color', '--relative'],
        ...['--name-only', '-z', '--format=', '--', ...pathspecs(files)],
      ],
      signal,
    );
    if (!log.isOk) return { status: 'unavailable', reason: log.problem };
    for (const name of namesIn(log.output)) {
      const count = commits.get(name);
      if (count !== undefined) commits.set(name, count + 1);
    }
    return { status: 'known', commits };
  }

  async changedLines(base: string, signal: AbortSignal): Promise<ChangedLines> {
    const prefix = await this.prefix(signal);
    const baseCommit = await findMergeBase(base, (args) => this.git(args, signal));
    const diff = await this.git(
      [
        ...['diff', '--no-ext-diff', '--no-textconv', '--no-color', '--text', '--unified=0'],
        ...['--inter-hunk-context=0', '--find-renames', '--ignore-cr-at-eol', '--ignore-submodules=all'],
        // From the top of the repository: a file may have come from another folder.
        ...['--src-prefix=a/', '--dst-prefix=b/', baseCommit, '--'],
        ...sourceFiles.map((pattern) => `:(top,glob)${pattern}`),
      ],
      signal,
    );
    if (!diff.isOk) throw unavailable(diff.problem);
    const byFile = new Map<WorkspacePath, readonly LineRange[]>();
    for (const [name, lines] of addedLines(diff.output))
      if (name.startsWith(prefix)) byFile.set(name.slice(prefix.length), lines);
    for (const [file, lines] of await this.untrackedLines(signal)) byFile.set(file, lines);
    return { baseCommit, byFile };
  }

  private async untrackedLines(
    signal: AbortSignal,
  ): Promise<ReadonlyMap<WorkspacePath, readonly LineRange[]>> {
    const untracked = await this.git(
      [
        ...['ls-files', '--others', '--exclude-standard', '-z', '--'],
        ...sourceFiles.map((pattern) => `:(glob)${pattern}`),
      ],
      signal,
    );
    if (!untracked.isOk) throw unavailable(untracked.problem);
    const byFile = new Map<WorkspacePath, readonly LineRange[]>();
    for (const file of namesIn(untracked.output)) {
      const text = await this.textOf(file);
      if (text) byFile.set(file, [{ startLine: 1, endLine: lineCountOf(text) }]);
    }
    return byFile;
  }

  /** Undefined for what is no file of the workspace: a repository within this one, a link that leads outside. */
  private async textOf(file: WorkspacePath): Promise<string | undefined> {
    try {
      return await this.workspace.readText(file);
    } catch (error) {
      if (error instanceof WorkspaceError) return undefined;
      throw error;
    }
  }

  /** The workspace as seen from the top of its repository: `packages/cart/`, or nothing. */
  private async prefix(signal: AbortSignal): Promise<string> {
    const place = await this.git(['rev-parse', '--is-inside-work-tree', '--show-prefix'], signal);
    if (!place.isOk) throw unavailable(place.problem);
    const [isInside, ...prefix] = place.output.split('\n');
    if (isInside !== 'true') throw unavailable('The folder is in no working tree.');
    return prefix.join('\n').replace(/\n$/, '');
  }

  private git(args: readonly string[], signal: AbortSignal): Promise<GitAnswer> {
    return runGit(args, { folder: this.workspace.rootPath, signal });
  }
}

function pathspecs(files: readonly WorkspacePath[]): readonly string[] {
  const specs = files.map((file) => `:(literal)${file}`);
  return specs.join(' ').length > longestPathspecs ? ['.'] : specs;
}

/** Of an answer with NUL between names; between commits there may be a line break. */
function namesIn(output: string): readonly string[] {
  return output
    .split('\0')
    .map((name) => name.replace(/^\n+/, ''))
    .filter((name) => name !== '');
}

function lineCountOf(text: string): number {
  const lines = text.split('\n').length;
  return text.endsWith('\n') ? lines - 1 : lines;
}

function unavailable(problem: string): WorkspaceError {
  const hint = /dubious ownership/.test(problem)
    ? 'If you trust it, tell git so: git config --global --add safe.directory, and the folder.'
    : 'Open a folder of a git repository, with git on PATH.';
  return new WorkspaceError('git-unavailable', `What has changed is not known: ${problem}`, { hint });
}
