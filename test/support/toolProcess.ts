import { execFile } from 'node:child_process';

export interface ToolAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. @param home takes the place of the home directory, so that nothing is written there */
export function runTool(
  program: string,
  args: readonly string[],
  { home, cwd = home }: { readonly home: string; readonly cwd?: string },
): Promise<ToolAnswer> {
  const env = { ...process.env, HOME: home, USERPROFILE: home, NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(program, [...args], { cwd, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}
