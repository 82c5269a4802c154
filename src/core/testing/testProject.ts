import type { WorkspacePath } from './workspace';

/** The frameworks whose tests the fleet writes and runs. */
export const testFrameworkIds = ['vitest', 'jest', 'mocha', 'node-test'] as const;
export type TestFrameworkId = (typeof testFrameworkIds)[number];

/** The package that a source file belongs to, and how its tests are written and run. */
export interface TestProject {
  /** Folder of the nearest package.json. Tests are run with this as the current directory. */
  readonly root: WorkspacePath;
  readonly framework: TestFrameworkId;
  /** One phrase for the user: why this framework, e.g. `"vitest" in devDependencies`. */
  readonly frameworkReason: string;
  /** True when the test files of the framework get `describe`, `it`, `expect` without importing them. */
  readonly hasGlobals: boolean;
  /** Existing test files of the project, by the naming conventions of the four frameworks. */
  readonly testFiles: readonly WorkspacePath[];
  /** Its configuration says where tests are; the usual places need not be among them. */
  readonly choosesTestPlaces: boolean;
  /** package.json `"type": "module"`. */
  readonly isModulePackage: boolean;
  /** fast-check is among its dependencies. Default: false. */
  readonly hasFastCheck?: boolean;
}
