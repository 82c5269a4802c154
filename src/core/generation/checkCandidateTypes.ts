import { candidateLines, composeTestFile, renderTestFile } from '../synthesis/writing/testFileComposer';
import type { ImportLine } from '../testing/languageAdapter';
import type { TypeChecker, TypeProblem } from '../testing/typeChecker';
import type { WorkspacePath } from '../testing/workspace';
import type { WrittenTests } from './3-writeTests';
import type { TestCandidate } from './candidate';
import { groupByImports } from './importConflicts';
import type { Rejection } from './rejection';
import { temporaryTestFile } from './testFileLocation';

export interface TypeCheckContext {
  readonly typeChecker: TypeChecker;
  readonly signal: AbortSignal;
  readonly onNotice: (message: string) => Promise<void>;
}

const options = { probe: false };

/**
 * The candidates that do not type-check under the project's own configuration, each with the compiler's words. All of one plan stand in
 * one text, at the place of their test file; nothing is written. JavaScript is not checked.
 * @throws AbortError
 */
export async function checkCandidateTypes(
  written: readonly WrittenTests[],
  { typeChecker, signal, onNotice }: TypeCheckContext,
): Promise<ReadonlyMap<string, Rejection>> {
  const rejections = new Map<string, Rejection>();
  for (const item of written.filter(isTypeScript).flatMap(separately)) {
    const { plan, candidates } = item;
    const path = temporaryTestFile(plan.testFile, 'types', 'check');
    const text = renderTestFile(composeTestFile(candidates, plan.style, options), plan.style);
    const request = { projectRoot: plan.project.root, files: [{ path, text }] };
    const result = await typeChecker.check(request, signal);
    if (result.status === 'unavailable') {
      await onNotice(`Types are not checked: ${result.reason}`);
      continue;
    }
    for (const problem of result.problems.filter(isIn(path)))
      for (const id of blamed(problem, text, item))
        if (!rejections.has(id)) rejections.set(id, toRejection(problem));
  }
  return rejections;
}

/** Those that mean something else by an imported name would make a text of all of them wrong. */
function separately({ plan, candidates }: WrittenTests): readonly WrittenTests[] {
  const { compatible, conflicting } = groupByImports(candidates);
  const groups = [compatible, ...[...conflicting.keys()].map((one) => [one])];
  return groups
    .filter((group) => group.length > 0)
    .map((group) => ({ plan, candidates: group, rejected: [] }));
}

function isTypeScript({ plan, candidates }: WrittenTests): boolean {
  return plan.style.language === 'typescript' && candidates.length > 0;
}

function isIn(path: WorkspacePath): (problem: TypeProblem) => boolean {
  return ({ file }) => file === path;
}

/** Ids of the candidates in whose lines the problem is; for one in an import, of those that need what it names. */
function blamed(
  { line, message }: TypeProblem,
  text: string,
  { plan, candidates }: WrittenTests,
): readonly string[] {
  const places = candidateLines(candidates, plan.style, options);
  const inside = candidates.filter(({ id }) => {
    const range = places.get(id);
    return range !== undefined && range.startLine <= line && line <= range.endLine;
  });
  if (inside.length > 0) return inside.map(({ id }) => id);
  const code = text.split('\n')[line - 1] ?? '';
  const isImport = /^\s*(?:import\b|const .*\brequire\()/.test(code);
  return isImport ? candidates.filter((one) => needs(one, code, message)).map(({ id }) => id) : [];
}

/** Does the candidate import what the message names, or, if that is a module, anything from it? */
function needs({ imports }: TestCandidate, code: string, message: string): boolean {
  const [problem = ''] = message.split(/ Did you mean /, 1);
  const quoted = [...problem.matchAll(/'([^']+)'/g)].map(([, name = '']) => name.replace(/^"|"$/g, ''));
  const fromLine = imports.filter(({ specifier }) => code.includes(specifier));
  const named = fromLine.filter((line) => quoted.some((name) => namesOf(line).includes(name)));
  const isAboutModule = !fromLine.some((line) => quoted.some((name) => namesOf(line).includes(name)));
  return named.length > 0 || (isAboutModule && fromLine.length > 0 && isAboutWholeModule(message));
}

function isAboutWholeModule(message: string): boolean {
  return /module|default export/i.test(message);
}

function namesOf({ names, defaultName, namespaceName }: ImportLine): readonly string[] {
  return [
    ...names.flatMap((name) => name.split(' as ')),
    ...(defaultName === undefined ? [] : [defaultName]),
    ...(namespaceName === undefined ? [] : [namespaceName]),
  ];
}

function toRejection({ code, message }: TypeProblem): Rejection {
  return { reason: 'ill-typed', detail: `TS${code}: ${message}` };
}
