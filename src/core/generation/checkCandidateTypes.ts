import { candidateLines, composeTestFile, renderTestFile } from '../synthesis/writing/testFileComposer';
import type { ImportLine } from '../testing/languageAdapter';
import type { TypeChecker, TypeProblem } from '../testing/typeChecker';
import type { WorkspacePath } from '../testing/workspace';
import type { WrittenTests } from './3-writeTests';
import type { TestCandidate, TestStyle } from './candidate';
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
  const code = text.split('\n')[line - 1] ?? '';
  const isImport = /^\s*(?:import\b|const .*\brequire\()/.test(code);
  const blamedOnes = inside.length > 0 || !isImport ? inside : needing(code, message, candidates, plan.style);
  return blamedOnes.map(({ id }) => id);
}

/**
 * Those that import what the message names or, if it names a whole module, anything from it. That the module under test is not found as
 * such is no fault of a test: how it is imported was decided by the plan.
 */
function needing(
  code: string,
  message: string,
  candidates: readonly TestCandidate[],
  { moduleSpecifier }: TestStyle,
): readonly TestCandidate[] {
  const linesOf = ({ imports }: TestCandidate): readonly ImportLine[] =>
    imports.filter(({ specifier }) => code.includes(`'${specifier}'`) || code.includes(`"${specifier}"`));
  const withLine = (isMeant: (line: ImportLine) => boolean): readonly TestCandidate[] =>
    candidates.filter((candidate) => linesOf(candidate).some(isMeant));
  if (/\bdefault(?:-imported| export)\b/.test(message))
    return withLine((line) => line.defaultName !== undefined);
  const [problem = ''] = message.split(/ Did you mean /, 1);
  const quoted = new Set([...problem.matchAll(/'"?([^'"]+)"?'/g)].map(([, name = '']) => name));
  const named = withLine((line) => namesOf(line).some((name) => quoted.has(name)));
  if (named.length > 0) return named;
  const isAboutModule = /\bmodule\b|\bimport paths\b/i.test(message);
  return isAboutModule ? withLine(({ specifier }) => specifier !== moduleSpecifier) : [];
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
