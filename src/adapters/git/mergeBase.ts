import { WorkspaceError } from '../../core/errors';
import type { GitAnswer } from './runGit';

type Git = (args: readonly string[]) => Promise<GitAnswer>;

/** What a person may have meant, when nothing looks like what was written. */
const usualBases = ['main', 'master', 'develop', 'trunk'];
const mostSuggestions = 5;
const wholeHistory =
  'fetch the whole history first (git fetch --unshallow; actions/checkout: fetch-depth: 0)';

/** The commit at which the current branch and the base parted. @throws WorkspaceError `git-base-unknown` */
export async function findMergeBase(base: string, git: Git): Promise<string> {
  const named = isName(base)
    ? await git(['rev-parse', '--verify', '--quiet', `${base}^{commit}`])
    : undefined;
  if (!named?.isOk) {
    throw new WorkspaceError('git-base-unknown', `There is no branch, tag or commit ${quoted(base)}.`, {
      hint: await hintFor(base, git),
    });
  }
  const parted = await git(['merge-base', named.output.trim(), 'HEAD']);
  if (parted.isOk) return parted.output.trim();
  throw new WorkspaceError(
    'git-base-unknown',
    `${quoted(base)} and the current commit have no commit in common.`,
    {
      hint: (await isShallow(git))
        ? `This is a shallow clone: ${wholeHistory}.`
        : 'Name a branch that the current one was started from.',
    },
  );
}

/** What begins with a dash would be taken for an option; no name holds control characters. */
function isName(base: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return base.trim() !== '' && !/^[-^]/.test(base) && !/[\u0000-\u001f\u007f]/.test(base);
}

function quoted(base: string): string {
  return isName(base) ? base : JSON.stringify(base);
}

async function hintFor(base: string, git: Git): Promise<string> {
  const suggestions = await likelyBases(base, git);
  const shallow = (await isShallow(git)) ? `This is a shallow clone: ${wholeHistory}.` : undefined;
  const known = suggestions.length > 0 ? `There is ${suggestions.join(', ')}.` : undefined;
  return [known, shallow].filter((part) => part !== undefined).join(' ') || 'Commit something first.';
}

/** Names that end alike first, then the usual ones, then those that were worked on last. */
async function likelyBases(base: string, git: Git): Promise<readonly string[]> {
  const answer = await git([
    ...['for-each-ref', '--sort=-committerdate', '--format=%(refname:lstrip=2)'],
    ...['refs/heads', 'refs/remotes', 'refs/tags'],
  ]);
  if (!answer.isOk) return [];
  const names = answer.output.split('\n').filter((name) => name !== '' && !name.endsWith('/HEAD'));
  const last = (name: string): string => name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  const alike = names.filter((name) => last(name) === last(base));
  const usual = names.filter((name) => usualBases.includes(last(name)));
  return [...new Set([...alike, ...usual, ...names])].slice(0, mostSuggestions);
}

async function isShallow(git: Git): Promise<boolean> {
  const answer = await git(['rev-parse', '--is-shallow-repository']);
  return answer.isOk && answer.output.trim() === 'true';
}
