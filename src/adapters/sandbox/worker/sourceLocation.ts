import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** `src/a.ts:3` for the first line of a stack that lies in the workspace (not in an installed package); undefined if none. */
export function findSourceLocation(stack: unknown, workspaceRoot: string): string | undefined {
  if (typeof stack !== 'string') return undefined;
  for (const line of stack.split('\n')) {
    // "    at name (/a/b.ts:3:5)", "    at /a/b.ts:3:5", and "/a/b.ts:3" above a syntax error.
    const match = /^(?:\s+at (?:.*\()?)?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+)(?::\d+)?\)?$/.exec(line);
    const [, location, lineNumber] = match ?? [];
    if (location === undefined) continue;
    const file = location.startsWith('file:') ? fileURLToPath(location) : location;
    const relative = path.relative(workspaceRoot, file);
    if (relative.startsWith('..') || path.isAbsolute(relative) || /(^|[\\/])node_modules[\\/]/.test(relative))
      continue;
    return `${relative.split(path.sep).join('/')}:${lineNumber}`;
  }
  return undefined;
}
