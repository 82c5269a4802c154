import { type ParserOptions, type ParserPlugin, parse } from '@babel/parser';

/** What Stryker's transformer takes: an abstract syntax tree with its file. */
export interface ParsedSource {
  readonly originFileName: string;
  readonly rawContent: string;
  readonly format: 'js' | 'ts' | 'tsx';
  readonly root: ReturnType<typeof parse>;
}

const everywhere: readonly ParserPlugin[] = [
  'decorators-legacy',
  'decoratorAutoAccessors',
  'explicitResourceManagement',
  'importAttributes',
];

/**
 * Reads a source file by itself. Stryker's own parser for JavaScript asks for the Babel configuration of the current folder, which
 * is a program of the user's.
 * @throws SyntaxError
 */
export function parseSource(source: string, fileName: string): ParsedSource {
  const format = /\.[cm]?ts$/.test(fileName) ? 'ts' : fileName.endsWith('.tsx') ? 'tsx' : 'js';
  const languages: Record<ParsedSource['format'], readonly ParserPlugin[]> = {
    js: ['jsx'],
    ts: ['typescript'],
    tsx: ['typescript', 'jsx'],
  };
  const options: ParserOptions = {
    plugins: [...everywhere, ...languages[format]],
    sourceType: 'unambiguous',
    allowReturnOutsideFunction: true,
  };
  return { originFileName: fileName, rawContent: source, format, root: parse(source, options) };
}
