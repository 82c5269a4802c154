import fs from 'node:fs';
import { replaceFunction } from './replaceFunction';
import type { WorldGuard } from './worldGuard';

const writing =
  /^(l?f?ch(mod|own)|l?f?utimes|(f?write|append)|mk(dir|dtemp)|rm|unlink|rename|copyFile|cp|f?truncate|(sym)?link|fsync|fdatasync|createWriteStream|open(Sync)?$)/;
/** Not functions that touch anything, but classes and conversions. */
const harmless = /^([A-Z_]|default$|promises$)/;

/** Blocks every function of `fs`; while a module loads, those that only read work. */
export function blockFileSystem(guard: WorldGuard): void {
  for (const name of Object.keys(fs)) {
    if (harmless.test(name)) continue;
    replaceFunction(fs, name, (proceed, args) => {
      if (isAllowed(name, args, guard)) return proceed();
      throw guard.block('file-system', `fs.${name}`);
    });
  }
  for (const name of Object.keys(fs.promises)) {
    if (harmless.test(name)) continue;
    replaceFunction(fs.promises, name, (proceed, args) => {
      if (isAllowed(name, args, guard)) return proceed();
      return Promise.reject(guard.block('file-system', `fs.promises.${name}`));
    });
  }
}

function isAllowed(name: string, args: readonly unknown[], guard: WorldGuard): boolean {
  if (!guard.isLoading) return false;
  if (!writing.test(name)) return true;
  const flags = args[1];
  return name.startsWith('open') && (flags === undefined || flags === 'r' || flags === fs.constants.O_RDONLY);
}
