import { type TestFrameworkId, testFrameworkIds } from '../../core/testing/testProject';
import type { Workspace } from '../../core/testing/workspace';
import { joinPath } from '../../core/testing/workspacePath';
import type { PackageManifest } from './packageManifest';

/** One thing in a package that speaks for a framework. */
export interface FrameworkSignal {
  readonly framework: TestFrameworkId;
  /** One phrase for the user: `"vitest" in devDependencies`. */
  readonly reason: string;
}

const commands: readonly (readonly [TestFrameworkId, RegExp])[] = [
  ['vitest', /(?:^|[\s/\\])vitest(?=\s|$|\.mjs)/],
  ['jest', /(?:^|[\s/\\])(?:jest|react-scripts\s+test)(?=\s|$|\.js)/],
  ['mocha', /(?:^|[\s/\\])_?mocha(?=\s|$|\.js)/],
  ['node-test', /(?:^|[\s/\\])(?:node|tsx)(?=\s)[^&|;]*\s--test(?=\s|$)/],
];

const packages: readonly (readonly [TestFrameworkId, readonly string[]])[] = [
  ['vitest', ['vitest']],
  ['jest', ['jest', 'jest-cli', 'ts-jest', '@jest/globals', 'react-scripts']],
  ['mocha', ['mocha']],
];

const configFiles: readonly (readonly [TestFrameworkId, RegExp])[] = [
  ['vitest', /^vitest\.(?:config|workspace)\.[cm]?[jt]s$/],
  ['jest', /^jest\.config\.(?:[cm]?[jt]s|json)$/],
  ['mocha', /^\.mocharc\.(?:[cm]?js|ya?ml|jsonc?)$/],
];

const viteConfigFile = /^vite\.config\.[cm]?[jt]s$/;

/** What the npm scripts run, `test` first: that is what the project itself calls its tests. */
export function scriptSignals(manifest: PackageManifest): readonly FrameworkSignal[] {
  return testCommands(manifest).map(({ framework, script }) => ({
    framework,
    reason: `the npm script "${script}" runs it`,
  }));
}

/** A command in an npm script that runs a framework. */
export interface TestCommand {
  readonly framework: TestFrameworkId;
  /** Name of the script. */
  readonly script: string;
  /** As it stands there, up to the next `&&` and the like. */
  readonly text: string;
}

/** The commands that run frameworks, those of the script `test` first. */
export function testCommands({ scripts }: PackageManifest): readonly TestCommand[] {
  const names = Object.keys(scripts).filter((name) => /test|spec|unit|coverage/.test(name));
  names.sort((a, b) => Number(b === 'test') - Number(a === 'test'));
  const seen = new Set<string>();
  return names.flatMap((name) => commandsOfScript(name, scripts, seen));
}

/** A script of another script, in the way of one of the package managers. */
const nestedScript = /^\s*(?:npm|pnpm|yarn|bun)\s+(?:(?:run|run-script)\s+)?(?:-\S+\s+)*([\w:.-]+)/;

/** In the order in which the script comes to them, by way of other scripts too. */
function commandsOfScript(
  script: string,
  scripts: PackageManifest['scripts'],
  seen: Set<string>,
): readonly TestCommand[] {
  if (seen.has(script)) return [];
  seen.add(script);
  const parts = (scripts[script] ?? '').split(/&&|\|\||[;|&]/);
  return parts.flatMap((part) => {
    const nested = nestedScript.exec(part)?.[1];
    if (nested !== undefined && scripts[nested] !== undefined) return commandsOfScript(nested, scripts, seen);
    return commands
      .filter(([, command]) => command.test(part))
      .map(([framework]) => ({ framework, script, text: part.trim() }));
  });
}

/** Configuration of a framework: files in the package's folder, keys of its package.json. */
export async function configSignals(
  workspace: Workspace,
  manifest: PackageManifest,
): Promise<readonly FrameworkSignal[]> {
  const signals: FrameworkSignal[] = [];
  for (const name of await workspace.list(manifest.folder)) {
    const framework = configFiles.find(([, file]) => file.test(name))?.[0];
    if (framework) signals.push({ framework, reason: `there is a ${name}` });
    if (!viteConfigFile.test(name)) continue;
    const text = (await workspace.readText(joinPath(manifest.folder, name))) ?? '';
    if (/\btest\s*:/.test(text))
      signals.push({ framework: 'vitest', reason: `${name} has a "test" section` });
  }
  if (manifest.jest !== undefined)
    signals.push({ framework: 'jest', reason: 'package.json has a "jest" section' });
  if (manifest.mocha !== undefined)
    signals.push({ framework: 'mocha', reason: 'package.json has a "mocha" section' });
  return signals.sort(
    (a, b) => testFrameworkIds.indexOf(a.framework) - testFrameworkIds.indexOf(b.framework),
  );
}

/** Frameworks among the dependencies. */
export function dependencySignals({
  dependencies,
  devDependencies,
}: PackageManifest): readonly FrameworkSignal[] {
  return packages.flatMap(([framework, names]) => {
    const name = names.find((candidate) => candidate in devDependencies || candidate in dependencies);
    if (name === undefined) return [];
    const list = name in devDependencies ? 'devDependencies' : 'dependencies';
    return [{ framework, reason: `"${name}" is in ${list}` }];
  });
}
