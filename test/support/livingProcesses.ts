import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Processes other than this one that work in the folder, or carry its path in their command line or environment. Linux only:
 * elsewhere there is no way to look without a tool, and the list is empty.
 */
export function livingProcesses(folder: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      const command = read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
        .replaceAll('\0', ' ')
        .trim();
      const traces = [
        read(() => readlinkSync(`/proc/${pid}/cwd`)),
        command,
        read(() => readFileSync(`/proc/${pid}/environ`, 'utf8')),
      ];
      return command !== '' && traces.some((text) => text.includes(folder)) ? [`${pid} ${command}`] : [];
    });
}

/** Empty for a process that has just gone. */
function read(get: () => string): string {
  try {
    return get();
  } catch {
    return '';
  }
}
