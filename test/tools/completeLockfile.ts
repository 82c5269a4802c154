import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './repositoryPaths';

/**
 * `npm run lock`, after each change of a dependency. Where the registry serves only the binaries of one platform, npm leaves
 * the optional packages of the others out of package-lock.json, and then `npm ci` refuses the file everywhere. This adds
 * them: name, version and platform, without an integrity that nobody could compute here.
 */
interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

export function missingOptionalPackages(
  packages: Readonly<Record<string, LockedPackage>>,
): readonly { readonly key: string; readonly version: string; readonly parent: LockedPackage }[] {
  return Object.entries(packages).flatMap(([parentKey, parent]) =>
    Object.entries(parent.optionalDependencies ?? {})
      .filter(([name]) => !packages[`node_modules/${name}`] && !packages[`${parentKey}/node_modules/${name}`])
      .map(([name, version]) => ({ key: `node_modules/${name}`, version, parent })),
  );
}

/** What the names of binary packages say: `@rollup/rollup-linux-x64-musl`. */
function platformOf(name: string): Record<string, string[]> {
  const words = name.split(/[/-]/);
  const pick = (known: readonly string[]): string[] => words.filter((word) => known.includes(word));
  const libc = words.includes('musl')
    ? ['musl']
    : words.includes('gnu') && words.includes('linux')
      ? ['glibc']
      : [];
  return Object.fromEntries(
    Object.entries({ cpu: pick(processors), libc, os: pick(systems) }).filter(
      ([, values]) => values.length > 0,
    ),
  );
}

function main(): void {
  const file = path.join(repositoryRoot, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> };
  const missing = missingOptionalPackages(lock.packages);
  for (const { key, version, parent } of missing) {
    const entry = { version, ...platformOf(key), ...(parent.dev && { dev: true }), optional: true };
    lock.packages[key] = entry;
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
  console.log(`${missing.length} packages of other platforms added`);
}

if (require.main === module) main();
