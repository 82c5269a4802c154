import { type ProbeSettings, probeEnvironmentName } from '../../../core/testing/probeRecords';

/** Set by tools that this process itself may run under, which would change what the runner does; and keys of this product. */
const notInherited =
  /^(?:AGENTIC_QE_KEY_.*|NODE_V8_COVERAGE|NODE_TEST_CONTEXT|NODE_CHANNEL_FD|FORCE_COLOR|JEST_WORKER_ID|VITEST(?:_.*)?)$/;

export interface RunnerEnvironmentOptions {
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** From the request and the launcher; wins over what is inherited. */
  readonly added: Readonly<Record<string, string>>;
  /** Absolute path of the coverage probe. */
  readonly probePath: string;
  readonly probe: ProbeSettings;
}

/** The whole environment of a test runner: the user's, plus what keeps it from colouring, watching and writing snapshots. */
export function createRunnerEnvironment(options: RunnerEnvironmentOptions): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries({
    ...options.inherited,
    CI: '1',
    NO_COLOR: '1',
    ...options.added,
  })) {
    if (value !== undefined && !notInherited.test(name)) environment[name] = value;
  }
  const preload = `--require ${quoteNodeOption(options.probePath)}`;
  environment.NODE_OPTIONS = environment.NODE_OPTIONS ? `${preload} ${environment.NODE_OPTIONS}` : preload;
  environment[probeEnvironmentName] = JSON.stringify(options.probe);
  return environment;
}

/** NODE_OPTIONS is split at spaces outside of double quotes, in which a backslash escapes. */
export function quoteNodeOption(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
