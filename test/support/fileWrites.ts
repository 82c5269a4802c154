import fs from 'node:fs';

/** What makes or changes a file or a folder, wherever it is; what only changes an open file has opened it before. */
const writingNames = [
  ...['appendFile', 'copyFile', 'cp', 'link', 'mkdir', 'mkdtemp', 'open', 'rename', 'symlink', 'writeFile'],
  ...['appendFileSync', 'copyFileSync', 'cpSync', 'linkSync', 'mkdirSync', 'mkdtempSync', 'openSync'],
  ...['renameSync', 'symlinkSync', 'writeFileSync', 'createWriteStream'],
];

/**
 * Whatever this process writes to disk by way of `node:fs` while `work` is done, as `writeFile /tmp/a`. The work is done as
 * always; nothing else may be done meanwhile.
 */
export async function fileWritesOf(work: () => Promise<void>): Promise<readonly string[]> {
  const writes: string[] = [];
  const restores: (() => void)[] = [];
  for (const [target, prefix] of [
    [fs, ''],
    [fs.promises, 'promises.'],
  ] as const) {
    const methods = target as unknown as Record<string, ((...given: unknown[]) => unknown) | undefined>;
    for (const name of writingNames) {
      const original = methods[name];
      if (!original) continue;
      methods[name] = (...given) => {
        if (!isReading(name, given[1])) writes.push(`${prefix}${name} ${String(given[0])}`);
        return Reflect.apply(original, target, given);
      };
      restores.push(() => {
        methods[name] = original;
      });
    }
  }
  try {
    await work();
  } finally {
    for (const restore of restores) restore();
  }
  return writes;
}

function isReading(name: string, flags: unknown): boolean {
  if (!/^open/.test(name)) return false;
  const { O_WRONLY, O_RDWR, O_CREAT } = fs.constants;
  if (typeof flags === 'number') return (flags & (O_WRONLY | O_RDWR | O_CREAT)) === 0;
  return typeof flags !== 'string' || !/[wa+]/.test(flags);
}
