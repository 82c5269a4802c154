import path from 'node:path';
import { AbortError, onAbort } from '../../../../base/abort';
import type { TypeChecker, TypeCheckRequest, TypeCheckResult } from '../../../../core/testing/typeChecker';
import { TypeCheckThread } from './typeCheckThread';

export interface TypeCheckerOptions {
  /** Absolute. */
  readonly workspaceRoot: string;
  /** The built `typeCheckWorker.js`, with `typescriptLibrary.json` beside it. */
  readonly workerPath: string;
}

const typeScriptFile = /\.[cm]?tsx?$/;

/** Checks in a thread of its own, one check after the other. Files that are not TypeScript have no problems. */
export function createTypeChecker({ workspaceRoot, workerPath }: TypeCheckerOptions): TypeChecker {
  const libraryPath = path.join(path.dirname(workerPath), 'typescriptLibrary.json');
  const thread = new TypeCheckThread(workerPath, { workspaceRoot, libraryPath });
  let last: Promise<unknown> = Promise.resolve();

  async function checkNow(request: TypeCheckRequest, signal: AbortSignal): Promise<TypeCheckResult> {
    const pathOf = new Map(request.files.map((file) => [path.resolve(workspaceRoot, file.path), file.path]));
    const files = request.files
      .filter((file) => typeScriptFile.test(file.path))
      .map((file) => ({ path: path.resolve(workspaceRoot, file.path), text: file.text }));
    if (files.length === 0) return { status: 'checked', problems: [] };
    const answer = await thread.ask({ files }, signal);
    if (answer.status === 'unavailable') return answer;
    const problems = answer.problems.map(({ path: found, line, code, message }) => ({
      file: pathOf.get(found) ?? found,
      line,
      code,
      message,
    }));
    return { status: 'checked', problems };
  }

  return {
    check: (request, signal) =>
      new Promise((resolve, reject) => {
        // Who waits for the check of somebody else need not wait for its end.
        const listening = onAbort(signal, () => reject(new AbortError()));
        const check = last.then(() => checkNow(request, signal));
        last = check.catch(() => {});
        check.then(resolve, reject).finally(() => listening.dispose());
      }),
  };
}
