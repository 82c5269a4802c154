import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * Absolute path of a program that opens the desktop VS Code, if `code` is on PATH; undefined otherwise. On Windows `code` is a
 * batch file, which needs a shell, so it is the editor's own program.
 */
export function findDesktopCode(): string | undefined {
  for (const directory of (process.env.PATH ?? '').split(path.delimiter).filter((entry) => entry !== '')) {
    if (process.platform === 'win32') {
      const editor = path.join(directory, '..', 'Code.exe');
      if (existsSync(path.join(directory, 'code.cmd')) && existsSync(editor)) return editor;
      continue;
    }
    const command = path.join(directory, 'code');
    // In a terminal of a remote window `code` only talks to that window and takes no extension under development.
    if (existsSync(command) && !realpathSync(command).includes('remote-cli')) return command;
  }
  return undefined;
}
