import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process that answers in lines. */
export interface LineProcess {
  send(line: string): void;
  /** The next line. @throws when the process ends before */
  receive(): Promise<string>;
  /** Kills it, unless it has ended by itself. */
  end(): Promise<void>;
}

/** Starts a script that Node.js runs as it is. */
export function startLineProcess(scriptPath: string, ...options: readonly (string | number)[]): LineProcess {
  const child = spawn(process.execPath, [scriptPath, ...options.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    send: (line) => {
      child.stdin.write(`${line}\n`);
    },
    receive: async () => {
      const { value, done } = await lines.next();
      assert.ok(!done, 'the process ended');
      return value;
    },
    end: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}
