import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { compilerPath } from './compilerPath';

interface CachedFile {
  readonly version: string;
  readonly source: ts.SourceFile;
}

/** A folder that is on no disk, for the compiler's own declarations. */
const libraryFolder = compilerPath(path.resolve('/agentic-qe-library'));

/** What the compiler sees: the disk, the texts to check in place of what may stand there, and its own declarations. */
export class TextHost implements ts.CompilerHost {
  private readonly cache = new Map<string, CachedFile>();
  private texts: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly folder: string,
    private readonly libraryTexts: ReadonlyMap<string, string>,
  ) {}

  /** From now on these are there, by absolute path with forward slashes, and those of before are not. */
  replaceTexts(texts: ReadonlyMap<string, string>): void {
    // Each run has names of its own for what it tries.
    for (const gone of this.texts.keys()) if (!texts.has(gone)) this.cache.delete(gone);
    this.texts = texts;
  }

  forgetFiles(): void {
    this.cache.clear();
  }

  getSourceFile(
    fileName: string,
    languageVersionOrOptions: ts.ScriptTarget | ts.CreateSourceFileOptions,
  ): ts.SourceFile | undefined {
    const version = this.versionOf(fileName);
    if (version === undefined) return undefined;
    const known = this.cache.get(fileName);
    if (known?.version === version) return known.source;
    const text = this.readFile(fileName);
    if (text === undefined) return undefined;
    const source = ts.createSourceFile(fileName, text, languageVersionOrOptions);
    this.cache.set(fileName, { version, source });
    return source;
  }

  fileExists(fileName: string): boolean {
    return this.virtualText(fileName) !== undefined || ts.sys.fileExists(fileName);
  }

  readFile(fileName: string): string | undefined {
    return this.virtualText(fileName) ?? ts.sys.readFile(fileName);
  }

  writeFile(): void {}

  getDefaultLibFileName(options: ts.CompilerOptions): string {
    return `${libraryFolder}/${ts.getDefaultLibFileName(options)}`;
  }

  getDefaultLibLocation(): string {
    return libraryFolder;
  }

  getCurrentDirectory(): string {
    return this.folder;
  }

  getCanonicalFileName(fileName: string): string {
    return this.useCaseSensitiveFileNames() ? fileName : fileName.toLowerCase();
  }

  useCaseSensitiveFileNames(): boolean {
    return ts.sys.useCaseSensitiveFileNames;
  }

  getNewLine(): string {
    return '\n';
  }

  directoryExists(folder: string): boolean {
    return ts.sys.directoryExists(folder);
  }

  getDirectories(folder: string): string[] {
    return ts.sys.getDirectories(folder);
  }

  realpath(file: string): string {
    return ts.sys.realpath?.(file) ?? file;
  }

  private virtualText(fileName: string): string | undefined {
    const text = this.texts.get(fileName);
    if (text !== undefined || !fileName.startsWith(`${libraryFolder}/`)) return text;
    return this.libraryTexts.get(fileName.slice(libraryFolder.length + 1));
  }

  /** Changes when the text does. */
  private versionOf(fileName: string): string | undefined {
    const text = this.virtualText(fileName);
    if (text !== undefined) return `text:${fileName.startsWith(libraryFolder) ? '' : text}`;
    const stats = fs.statSync(fileName, { throwIfNoEntry: false });
    return stats?.isFile() ? `${stats.mtimeMs}:${stats.size}` : undefined;
  }
}
