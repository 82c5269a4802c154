import type { RealProject } from '../../tools/realProjects';

/** A package that tests are written for from nothing. */
export interface BenchPackage extends RealProject {
  isSource(file: string): boolean;
}

export interface BenchPackageFacts extends Pick<BenchPackage, 'name' | 'trait' | 'isSource'> {
  /** Dependencies, as npm would put them into the package's own node_modules: the referee copies the folder away. */
  readonly dependencies?: readonly string[];
}

export const mochaVersion = '11.8.0';

/** Mocha everywhere: it loads ES modules too, and a run of it takes a fraction of one of Vitest. */
export function benchPackage({ dependencies = [], ...facts }: BenchPackageFacts): BenchPackage {
  const places = dependencies.map((name) => [name, `node_modules/${name}`]);
  return {
    ...facts,
    framework: 'mocha',
    packages: { [facts.name]: '.', ...Object.fromEntries(places) },
    assembled: { 'package.json': withMocha },
    targets: [],
    isSuiteFile: (file) => /^tests?(?:\/|\.js$)/.test(file),
    suites: [],
  };
}

/** As somebody has it who begins to test the package: the framework is there, and no test. */
function withMocha(text: string): string {
  const manifest = JSON.parse(text) as object;
  const scripts = { test: 'mocha --recursive test' };
  return `${JSON.stringify({ ...manifest, scripts, devDependencies: { mocha: mochaVersion } }, undefined, 2)}\n`;
}
