import type { ChangedLines, ChangeHistory, Churn } from '../../core/coverageAnalysis/changeHistory';
import { WorkspaceError } from '../../core/errors';
import type { LineRange } from '../../core/synthesis/moduleModel';
import type { Workspace, WorkspacePath } from '../../core/testing/workspace';
import { addedLines } from './addedLines';
import { type GitAnswer, runGit } from './runGit';

/** What a person may have meant. */
const likelyBases = ['main', 'master', 'develop', 'origin/main', 'origin/master', 'origin/develop'];

/** What git knows of the workspace; asks the git that is on PATH. */
export function createGitHistory(workspace: Workspace): ChangeHistory {
  return new GitHistory(workspace);
}

class GitHistory implements ChangeHistory {
  constructor(private readonly workspace: Workspace) {}

  async churn(files: readonly WorkspacePath[], days: number, signal: AbortSignal): Promise<Churn> {
    const commits = new Map(files.map((file) => [file, 0]));
    if (files.length === 0) return { status: 'known', commits };
    const since = `--since=${days} days ago`;
    const answer = await this.git(
      ['log', since, '--no-renames', '--relative', '--name-only', '-z', '--format=', '--', ...files],
      signal,
    );
    if (!answer.isOk) return { status: 'unavailable', reason: answer.problem };
    for (const file of answer.output.split('\0')) {
      const path = file.replace(/^\n+/, '');
      const count = commits.get(path);
      if (count !== undefined) commits.set(path, count + 1);
    }
    return { status: 'known', commits };
  }

  async changedLines(base: string, signal: AbortSignal): Promise<ChangedLines> {
    const baseCommit = await this.mergeBase(base, signal);
    const diff = await this.git(
      [
        ...['diff', '--no-ext-diff', '--no-textconv', '--no-color', '--unified=0', '--find-renames'],
        ...['--ignore-submodules=all', '--relative', '--src-prefix=a/', '--dst-prefix=b/', baseCommit, '--'],
      ],
      signal,
    );
    if (!diff.isOk) throw unavailable(diff.problem);
    const byFile = new Map<WorkspacePath, readonly LineRange[]>(addedLines(diff.output));
    const untracked = await this.git(['ls-files', '--others', '--exclude-standard', '-z'], signal);
    if (!untracked.isOk) throw unavailable(untracked.problem);
    for (const file of untracked.output.split('\0').filter((name) => name !== '')) {
      const text = await this.workspace.readText(file).catch(() => undefined);
      if (text) byFile.set(file, [{ startLine: 1, endLine: text.split('\n').length }]);
    }
    return { baseCommit, byFile };
  }

  private async mergeBase(base: string, signal: AbortSignal): Promise<string> {
    const inside = await this.git(['rev-parse', '--is-inside-work-tree'], signal);
    if (!inside.isOk) throw unavailable(inside.problem);
    const isOption = base.startsWith('-') || base.trim() === '';
    const named = isOption
      ? undefined
      : await this.git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${base}^{commit}`], signal);
    if (!named?.isOk) throw await this.unknownBase(base, signal);
    const parted = await this.git(['merge-base', named.output.trim(), 'HEAD'], signal);
    if (parted.isOk) return parted.output.trim();
    const message = `${base} and the current commit have no commit in common here.`;
    throw new WorkspaceError('git-base-unknown', message, {
      hint: 'In a shallow clone, fetch the whole history (actions/checkout: fetch-depth: 0).',
    });
  }

  private async unknownBase(base: string, signal: AbortSignal): Promise<WorkspaceError> {
    const known: string[] = [];
    for (const name of likelyBases) {
      const found = await this.git(['rev-parse', '--verify', '--quiet', `${name}^{commit}`], signal);
      if (found.isOk) known.push(name);
    }
    const hint =
      known.length > 0
        ? `There is ${known.join(', ')}.`
        : 'In a shallow clone, fetch it first (actions/checkout: fetch-depth: 0).';
    return new WorkspaceError('git-base-unknown', `There is no branch, tag or commit ${base}.`, { hint });
  }

  private git(args: readonly string[], signal: AbortSignal): Promise<GitAnswer> {
    return runGit(args, { folder: this.workspace.rootPath, signal });
  }
}

function unavailable(problem: string): WorkspaceError {
  return new WorkspaceError('git-unavailable', `What has changed is not known: ${problem}`, {
    hint: 'Open a folder of a git repository, with git on PATH.',
  });
}
