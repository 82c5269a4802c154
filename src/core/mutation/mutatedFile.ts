import type { TestCandidate } from '../generation/candidate';
import type { WorkspacePath } from '../testing/workspace';
import { extensionOf, fileNameOf, folderOf, joinPath } from '../testing/workspacePath';

/** A name beside the source, so that its relative imports hold: `src/cart.aqe-1a2b3c-mutants.ts`. */
export function mutatedFile(source: WorkspacePath, runId: string): WorkspacePath {
  const extension = extensionOf(source);
  const name = fileNameOf(source).slice(0, -extension.length);
  return joinPath(folderOf(source), `${name}${suffixOf(runId)}${extension}`);
}

/** The specifier that leads to the mutated file, made from one that names its source in full: `../src/cart.js`, `./cart`. */
export function mutatedSpecifier(specifier: string, source: WorkspacePath, runId: string): string {
  const bare = fileNameOf(source).slice(0, -extensionOf(source).length);
  const slash = specifier.lastIndexOf('/') + 1;
  const extension = specifier.slice(slash + bare.length);
  return `${specifier.slice(0, slash)}${bare}${suffixOf(runId)}${extension}`;
}

/** Specifiers. */
export interface Redirection {
  readonly from: string;
  readonly to: string;
}

/** The candidate about another module; undefined when it does not load the one that it should. */
export function redirectedCandidate(
  candidate: TestCandidate,
  redirection: Redirection,
): TestCandidate | undefined {
  const { from, to } = redirection;
  const bodyLines = redirectedBody(candidate.bodyLines, redirection);
  const imports = candidate.imports.map((line) =>
    line.specifier === from ? { ...line, specifier: to } : line,
  );
  const isRedirected =
    imports.some(({ specifier }) => specifier === to) ||
    bodyLines.some((line, index) => line !== candidate.bodyLines[index]);
  return isRedirected ? { ...candidate, bodyLines, imports } : undefined;
}

/** Has what a body loads by itself come from somewhere else. */
export function redirectedBody(lines: readonly string[], { from, to }: Redirection): readonly string[] {
  const loads = /\b(import|require)\(\s*(['"`])([^'"`]+)\2/g;
  return lines.map((line) =>
    line.replace(loads, (text, loader: string, quote: string, specifier: string) =>
      specifier === from ? `${loader}(${quote}${to}${quote}` : text,
    ),
  );
}

function suffixOf(runId: string): string {
  return `.aqe-${runId.slice(0, 6)}-mutants`;
}
