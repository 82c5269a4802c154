import type { TestFrameworkId } from '../../../core/testing/testProject';
import type { FrameworkPackage } from './frameworkPackage';
import type { RunnerReport } from './runnerReport';
import type { ScriptCommand } from './scriptCommand';

/** What a launcher needs to know of one run. All paths are absolute, in the platform's form. */
export interface Launch {
  /** Where the framework is started: in a monorepo, it may be configured above the package. */
  readonly projectFolder: string;
  /** What the project's own npm script adds. */
  readonly script: ScriptCommand;
  /** The framework as installed in the project; undefined for node:test, which is part of Node. */
  readonly installed: FrameworkPackage | undefined;
  readonly files: readonly string[];
  readonly isCoverageMeasured: boolean;
  /** Tests that run at the same time cannot be told apart. */
  readonly isOneByOne: boolean;
  /** Empty, outside of the workspace, removed after the run. */
  readonly temporaryFolder: string;
  /** Where the framework must leave its report. */
  readonly reportFile: string;
}

export interface LaunchCommand {
  /** Arguments for Node, the framework's own executable first. */
  readonly arguments: readonly string[];
  /** What a user would type in that folder for the same, up to the names of the files; `npx` and the like come in front. */
  readonly commandLine: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Knows how one framework is started and what its report says. */
export interface FrameworkLauncher {
  readonly framework: TestFrameworkId;
  /** As its makers write it: `Vitest`. */
  readonly displayName: string;
  /** Undefined when it is part of Node. */
  readonly packageName: string | undefined;
  /** Options that let a person stop in the middle of a test: no time limits, one process at a time. */
  readonly debugOptions: readonly string[];
  prepare(launch: Launch): Promise<LaunchCommand>;
  /** @returns undefined when the framework ended without a (complete) report. */
  readReport(launch: Launch): Promise<RunnerReport | undefined>;
}
