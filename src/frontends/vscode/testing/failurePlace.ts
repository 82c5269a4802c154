/** Where in a file something is said to have gone wrong; from 1. */
export interface FailurePlace {
  readonly line: number;
  readonly column: number;
}

/**
 * The place in the file nearest to the failure that the stack in a message names; undefined when it names none.
 * @param absolutePath of the test file, in the platform's form
 */
export function failurePlace(message: string, absolutePath: string): FailurePlace | undefined {
  const wanted = slashed(absolutePath);
  for (const line of message.split('\n')) {
    const match = /(?:file:\/\/)?((?:[A-Za-z]:)?[^\s():]*[\\/][^\s():]+):(\d+):(\d+)/.exec(line);
    const [, file, row, column] = match ?? [];
    if (file === undefined || !isSameFile(slashed(decodeURI(file)), wanted)) continue;
    return { line: Number(row), column: Number(column) };
  }
  return undefined;
}

function slashed(path: string): string {
  return path.replace(/\\/g, '/');
}

/** A stack may name the file from the folder of the project. */
function isSameFile(found: string, wanted: string): boolean {
  return found === wanted || wanted.endsWith(`/${found.replace(/^\.?\//, '')}`) || found.endsWith(wanted);
}
