import ts from 'typescript';
import type { WorkspacePath } from '../../../../core/testing/workspace';
import { extensionOf } from '../../../../core/testing/workspacePath';
import { findTypeScriptOnlySyntax } from './typeScriptOnlySyntax';

/** A file as its syntax tree, parents set; it may contain syntax errors. */
export interface ParsedFile {
  readonly path: WorkspacePath;
  readonly source: ts.SourceFile;
  /** Types come from JSDoc. */
  readonly isJavaScript: boolean;
}

export interface SyntaxError {
  readonly message: string;
  /** From 1. */
  readonly line: number;
}

const declarationFile = /\.d\.(?:[^./]+\.)?[cm]?ts$/;
const sourceFile = /\.[cm]?[jt]s$|\.[jt]sx$/;

/** Octal literals and escapes, numbers with leading zeros: errors in TypeScript, but not in JavaScript scripts. */
const sloppyModeCodes = new Set([1121, 1487, 1488, 1489]);

/** True for the names of JavaScript and TypeScript sources, declaration files excluded. */
export function isSourcePath(path: WorkspacePath): boolean {
  return sourceFile.test(path) && !declarationFile.test(path);
}

/** Parses text as the language that the file name stands for; never throws on broken text. */
export function parseFile(path: WorkspacePath, text: string): ParsedFile {
  const isModuleByName = /\.m[jt]s$/.test(path);
  const source = ts.createSourceFile(
    path,
    text,
    {
      languageVersion: ts.ScriptTarget.Latest,
      jsDocParsingMode: ts.JSDocParsingMode.ParseAll,
      // Otherwise a module without import or export is parsed as a script, where top-level await is an error.
      ...(isModuleByName && { setExternalModuleIndicator: markAsModule }),
    },
    true,
  );
  return { path, source, isJavaScript: /js/.test(extensionOf(path)) };
}

/** The first place where the text is not the language its name says; TypeScript syntax in a JavaScript file is one. */
export function firstSyntaxError(file: ParsedFile): SyntaxError | undefined {
  const diagnostic = parseDiagnosticsOf(file.source).find(
    ({ code }) => !(file.isJavaScript && sloppyModeCodes.has(code)),
  );
  if (diagnostic) {
    return {
      message: ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '),
      line: lineAt(file.source, diagnostic.start),
    };
  }
  const foreign = file.isJavaScript ? findTypeScriptOnlySyntax(file.source) : undefined;
  return foreign && { message: foreign.message, line: lineAt(file.source, foreign.position) };
}

/** Line from 1 of an offset in the text. */
export function lineAt(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}

function parseDiagnosticsOf(source: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  // The parser keeps its findings in this field; the public way to them is a whole ts.Program.
  return (source as { parseDiagnostics?: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics ?? [];
}

function markAsModule(file: ts.SourceFile): void {
  (file as { externalModuleIndicator?: ts.Node | true }).externalModuleIndicator = true;
}
