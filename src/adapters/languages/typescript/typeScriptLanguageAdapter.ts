import type { InspectResult, LanguageAdapter } from '../../../core/testing/languageAdapter';
import { instrumentSource } from './instrumentation/instrumentSource';
import { locateTests } from './merging/locateTests';
import { mergeTestFile } from './merging/mergeTestFile';
import { readTests } from './merging/readTestFile';
import { firstSyntaxError, isSourcePath, parseFile } from './syntax/parsedFile';
import { SiblingFiles } from './syntax/siblingFiles';
import { inspectModule } from './units/inspectModule';

/** Reads TypeScript and JavaScript (with JSX) syntactically, by the TypeScript parser: no type checker, no program, no disk. */
export function createTypeScriptLanguageAdapter(): LanguageAdapter {
  return {
    handles: isSourcePath,
    inspect: async (path, source, readSibling): Promise<InspectResult> => {
      const file = parseFile(path, source);
      const error = firstSyntaxError(file);
      if (error) return { status: 'syntax-error', ...error };
      const model = await inspectModule(file, new SiblingFiles(readSibling));
      return { status: 'inspected', model, instrumented: instrumentSource(file.source) };
    },
    mergeTestFile,
    readTests,
    locateTests,
  };
}
