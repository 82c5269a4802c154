import MagicString from 'magic-string';
import ts from 'typescript';
import {
  formatImportLine,
  mergeImportLines,
  splitImportName,
} from '../../../../core/synthesis/writing/importLines';
import type { ImportLine, MergeResult, TestFileParts } from '../../../../core/testing/languageAdapter';
import { firstSyntaxError, lineAt, type ParsedFile, parseFile } from '../syntax/parsedFile';
import { spellOutStrictness } from './strictAssertions';
import {
  comparableSpecifier,
  type ExistingImport,
  findFreeNames,
  findImports,
  findTopLevelNames,
  type TypeBinding,
} from './testFileBindings';
import { endOfLine, importStyleOf, startOfCode } from './testFileLayout';

/** Where the functions come from that other test files have as globals. */
const frameworkModules = new Set(['vitest', '@jest/globals', 'test', 'mocha']);

/**
 * Puts tests into an existing test file: bindings that are there are used, missing names join the import of their module or
 * get a new line after the last import, and the body follows at the end. Newlines, quotes and semicolons are the file's own.
 */
export function mergeTestFile(existing: string, addition: TestFileParts): MergeResult {
  const parsed = parseTestFile(existing);
  if (!parsed) return conflict('The existing test file has a syntax error.');
  const merge = new TestFileMerge(parsed, addition);
  const problem = merge.apply();
  if (problem !== undefined) return conflict(problem);
  const text = merge.finish();
  return parseTestFile(text)
    ? { status: 'merged', text }
    : conflict('The tests do not fit the syntax of the existing file.');
}

function conflict(reason: string): MergeResult {
  return { status: 'conflict', reason };
}

/** The file as the first dialect that accepts it: a test file is handed over without its name. */
function parseTestFile(text: string): ParsedFile | undefined {
  return ['test.tsx', 'test.ts', 'test.jsx']
    .map((name) => parseFile(name, text))
    .find((file) => !firstSyntaxError(file));
}

class TestFileMerge {
  private readonly source: ts.SourceFile;
  private readonly text: MagicString;
  private readonly imports: readonly ExistingImport[];
  private readonly names: ReadonlyMap<string, ts.Node>;
  private readonly newline: string;

  constructor(
    file: ParsedFile,
    private readonly addition: TestFileParts,
  ) {
    this.source = file.source;
    this.text = new MagicString(this.source.text);
    this.imports = findImports(this.source);
    this.names = findTopLevelNames(this.source);
    this.newline = this.source.text.includes('\r\n') ? '\r\n' : '\n';
  }

  /** Makes all changes. @returns the sentence that tells why they cannot be made. */
  apply(): string | undefined {
    const shadowed = this.findShadowedName();
    if (shadowed !== undefined) return this.alreadyTaken(shadowed);
    const newLines: ImportLine[] = [];
    for (const line of mergeImportLines(this.addition.imports)) {
      const taken = this.findTakenName(line);
      if (taken !== undefined) return this.alreadyTaken(taken);
      this.turnTypesIntoValues(line);
      const rest = this.addToExisting(this.withoutKnown(line));
      const isSideEffect = needsOf(line).length === 0 && this.importsOf(line).length === 0;
      if (needsOf(rest).length > 0 || isSideEffect) newLines.push(rest);
    }
    this.addLines(newLines);
    return undefined;
  }

  finish(): string {
    const merged = this.text.toString();
    const body = this.bodyForFile().trim().replace(/\r?\n/g, this.newline);
    const kept = merged.trimEnd();
    const hadFinalNewline = kept === '' || /\n\s*$/.test(merged);
    return `${kept}${kept === '' ? '' : this.newline.repeat(2)}${body}${hadFinalNewline ? this.newline : ''}`;
  }

  private alreadyTaken(name: string): string {
    const node = this.names.get(name);
    const line = node ? ` (line ${lineAt(this.source, node.getStart(this.source))})` : '';
    return `It already uses the name ${name} for something else${line}.`;
  }

  /** A name that our tests take for a global (`expect`), but the file has declared for itself. */
  private findShadowedName(): string | undefined {
    const ours = new Set(this.addition.imports.flatMap((line) => needsOf(line).map((need) => need.local)));
    const frameworkNames = new Set(
      this.imports
        .filter(({ module }) => frameworkModules.has(module))
        .flatMap(({ bindings }) => [...bindings.keys()]),
    );
    const used = findFreeNames(parseFile('body.tsx', this.addition.body).source);
    return [...used].find((name) => this.names.has(name) && !frameworkNames.has(name) && !ours.has(name));
  }

  private findTakenName(line: ImportLine): string | undefined {
    const isFree = (need: Need): boolean =>
      !this.names.has(need.local) || this.isKnown(line, need) || this.typeBindingOf(line, need) !== undefined;
    return needsOf(line).find((need) => !isFree(need))?.local;
  }

  private importsOf(line: ImportLine): readonly ExistingImport[] {
    const module = comparableSpecifier(line.specifier);
    return this.imports.filter((found) => found.module === module);
  }

  private isKnown(line: ImportLine, need: Need): boolean {
    const isThere = this.importsOf(line).some(({ style, bindings }) => {
      const meaning = bindings.get(need.local);
      // A required module stands for its default export as well.
      return (
        meaning === need.exported || (style === 'require' && meaning === '*' && need.exported === 'default')
      );
    });
    return isThere || (isStrictAssert(line, need) && this.assertBinding(need.local) !== undefined);
  }

  /** How the file binds Node's assertions to a name of ours: the strict or the loose ones. */
  private assertBinding(local: string): 'strict' | 'loose' | undefined {
    const meaning = this.imports.find(({ module }) => module === 'assert')?.bindings.get(local);
    if (meaning === 'strict') return 'strict';
    return meaning === 'default' || meaning === '*' ? 'loose' : undefined;
  }

  /** The body, with the long names of strict assertions (`strictEqual`) where the file's own `assert` is the loose one. */
  private bodyForFile(): string {
    const loose = this.addition.imports.flatMap((line) =>
      needsOf(line).filter(
        (need) => isStrictAssert(line, need) && this.assertBinding(need.local) === 'loose',
      ),
    );
    return loose.reduce((body, { local }) => spellOutStrictness(body, local), this.addition.body);
  }

  private typeBindingOf(line: ImportLine, need: Need): TypeBinding | undefined {
    return this.importsOf(line)
      .map(({ typeBindings }) => typeBindings.get(need.local))
      .find((binding) => binding?.exported === need.exported);
  }

  /** Makes values of names that the file imports as types and that our tests use at run time. */
  private turnTypesIntoValues(line: ImportLine): void {
    const found = needsOf(line).flatMap((need) => this.typeBindingOf(line, need) ?? []);
    const clauses = new Set<ts.ImportClause>();
    const specifiers = new Set<ts.Node>();
    for (const { holder } of found) {
      if (ts.isImportClause(holder)) clauses.add(holder);
      else
        this.text.remove(
          holder.getStart(this.source),
          (holder.propertyName ?? holder.name).getStart(this.source),
        );
    }
    for (const clause of clauses) {
      const needed = new Set(needsOf(line).map((need) => need.local));
      const inner = clause.name ?? clause.namedBindings;
      if (inner) this.text.remove(clause.getStart(this.source), inner.getStart(this.source));
      const named =
        clause.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : [];
      for (const element of named) if (!needed.has(element.name.text)) specifiers.add(element);
    }
    for (const specifier of specifiers) this.text.appendRight(specifier.getStart(this.source), 'type ');
  }

  /** The line without what the file has already. */
  private withoutKnown(line: ImportLine): ImportLine {
    const isMissing = (need: Need): boolean => !this.isKnown(line, need) && !this.typeBindingOf(line, need);
    const missing = new Set(
      needsOf(line)
        .filter(isMissing)
        .map((need) => need.local),
    );
    const { defaultName, namespaceName, ...rest } = line;
    return {
      ...rest,
      ...(defaultName !== undefined && missing.has(defaultName) && { defaultName }),
      ...(namespaceName !== undefined && missing.has(namespaceName) && { namespaceName }),
      names: line.names.filter((name) => missing.has(splitImportName(name).local)),
    };
  }

  /** Lets names join the import of their module. @returns what still needs a line of its own. */
  private addToExisting(line: ImportLine): ImportLine {
    const host = this.importsOf(line).find((found) => found.nameList);
    if (!host?.nameList || line.names.length === 0) return line;
    this.insertNames(host.nameList, host.style, line.names);
    return { ...line, names: [] };
  }

  private insertNames(
    list: ts.NamedImports | ts.ObjectBindingPattern,
    style: ImportLine['style'],
    names: readonly string[],
  ): void {
    const entries = names.map((name) => (style === 'import' ? name : name.replace(' as ', ': ')));
    const last = list.elements.at(-1);
    if (!last) {
      this.text.overwrite(list.getStart(this.source), list.end, `{ ${entries.join(', ')} }`);
      return;
    }
    const lastLine = lineAt(this.source, last.getStart(this.source));
    const isOnePerLine = lastLine !== lineAt(this.source, list.getStart(this.source));
    const indent =
      /^[ \t]*/.exec(
        this.source.text.slice(this.source.getPositionOfLineAndCharacter(lastLine - 1, 0)),
      )?.[0] ?? '';
    const separator = isOnePerLine ? `,${this.newline}${indent}` : ', ';
    this.text.appendLeft(last.end, entries.map((entry) => separator + entry).join(''));
  }

  private addLines(lines: readonly ImportLine[]): void {
    if (lines.length === 0) return;
    const own = importStyleOf(this.source, this.imports);
    const texts = lines.map((line) => formatImportLine({ ...line, style: own.style ?? line.style }, own));
    const block = texts.join('\n').replace(/\n/g, this.newline);
    const last = this.imports.at(-1)?.statement;
    if (last) {
      this.text.appendLeft(endOfLine(this.source.text, last.end), `${this.newline}${block}`);
      return;
    }
    this.text.appendLeft(startOfCode(this.source), `${block}${this.newline}${this.newline}`);
  }
}

/** `assert` of `node:assert/strict`. */
function isStrictAssert(line: ImportLine, need: Need): boolean {
  return (
    comparableSpecifier(line.specifier) === 'assert/strict' &&
    (need.exported === 'default' || need.exported === '*')
  );
}

interface Need {
  readonly local: string;
  /** `default`, `*` or the name of an export. */
  readonly exported: string;
}

function needsOf(line: ImportLine): readonly Need[] {
  return [
    ...(line.defaultName === undefined ? [] : [{ local: line.defaultName, exported: 'default' }]),
    ...(line.namespaceName === undefined ? [] : [{ local: line.namespaceName, exported: '*' }]),
    ...line.names.map(splitImportName),
  ];
}
