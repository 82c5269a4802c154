import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../tools/repositoryPaths';

const productFiles = new Set(sourceFiles('src'));

/** One import of a source file: as written, and the file of this repository that it leads to (undefined: a package). */
export interface ImportEdge {
  readonly from: string;
  readonly specifier: string;
  readonly to: string | undefined;
}

/** Source files below a folder of the repository, as repository-relative paths with forward slashes. */
export function sourceFiles(folder: string): readonly string[] {
  return readdirSync(path.join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`)
    .filter((file) => /\.tsx?$/.test(file));
}

export function readSource(file: string): string {
  return readFileSync(path.join(repositoryRoot, file), 'utf8');
}

/** Every import of the file, type-only ones and dynamic ones included. */
export function importsOf(file: string): readonly ImportEdge[] {
  return ts.preProcessFile(readSource(file), true, true).importedFiles.map(({ fileName }) => ({
    from: file,
    specifier: fileName,
    to: fileName.startsWith('.') ? resolve(file, fileName) : undefined,
  }));
}

function resolve(from: string, specifier: string): string {
  const base = path.posix.join(path.posix.dirname(from), specifier);
  return [base, `${base}.ts`, `${base}.tsx`].find((candidate) => productFiles.has(candidate)) ?? base;
}
