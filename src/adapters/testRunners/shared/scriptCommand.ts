import type { TestFrameworkId } from '../../../core/testing/testProject';
import { nodeOptionsAmong } from '../nodeTest/nodeOptions';
import { commandWords } from './commandWords';

/** What a project's own command says beyond the files to run: how the framework must be started for its tests to load. */
export interface ScriptCommand {
  readonly environment: Readonly<Record<string, string>>;
  /** For Node, in front of the framework's executable. */
  readonly nodeOptions: readonly string[];
  /** For the framework. */
  readonly options: readonly string[];
}

export const noScriptCommand: ScriptCommand = { environment: {}, nodeOptions: [], options: [] };

type Framework = Exclude<TestFrameworkId, 'node-test'>;

const executables: Readonly<Record<Framework, RegExp>> = {
  vitest: /(?:^|[\\/])vitest(?:\.mjs)?$/,
  jest: /(?:^|[\\/])jest(?:\.js)?$/,
  mocha: /(?:^|[\\/])_?mocha(?:\.m?js)?$/,
};

/** Options, each with a value, that decide how test files are loaded and what surrounds them; with their short names. */
const loadingOptions: Readonly<Record<Framework, Readonly<Record<string, string>>>> = {
  vitest: named('config c', 'root r', 'environment', 'pool', 'mode', 'project'),
  jest: named('config c', 'env', 'environment', 'rootDir'),
  mocha: named(
    'config',
    'require r',
    'import',
    'loader',
    'experimental-loader',
    'conditions C',
    'ui u',
    'extension',
    'node-option n',
  ),
};

const loadingFlags: Readonly<Record<Framework, readonly string[]>> = {
  vitest: ['--globals', '--no-isolate'],
  jest: ['--injectGlobals=false'],
  mocha: ['--enable-source-maps', '--experimental-vm-modules', '--delay', '--exit'],
};

/** Reads a command such as `cross-env NODE_OPTIONS=--experimental-vm-modules jest --config jest.unit.js src`. */
export function readScriptCommand(framework: Framework, command: string): ScriptCommand {
  const words = commandWords(command);
  const at = words.findIndex((word) => executables[framework].test(word));
  if (at < 0) return noScriptCommand;
  const before = words.slice(0, at);
  const node = before.findIndex((word) => /(?:^|[\\/])node$/.test(word));
  return {
    environment: readAssignments(before),
    nodeOptions: node < 0 ? [] : nodeOptionsAmong(before.slice(node + 1)),
    options: readOptions(words.slice(at + 1), framework),
  };
}

/** `NAME=value` in front of the command; what only a shell could fill in is left out. */
function readAssignments(words: readonly string[]): Readonly<Record<string, string>> {
  const assignments = words.map((word) => /^([A-Za-z_]\w*)=(.*)$/.exec(word));
  return Object.fromEntries(
    assignments.flatMap((match) => {
      const [, name, value] = match ?? [];
      return name === undefined || value === undefined || /[$%`]/.test(value) ? [] : [[name, value]];
    }),
  );
}

/** Each as one word with its long name: `--require=tsx/cjs`. */
function readOptions(words: readonly string[], framework: Framework): readonly string[] {
  const options: string[] = [];
  for (const [index, word] of words.entries()) {
    const [, short = '', valueInWord] = /^(--?[\w-]+)(?:=(.*))?$/.exec(word) ?? [];
    const name = loadingOptions[framework][short];
    const value = valueInWord ?? words[index + 1];
    if (loadingFlags[framework].includes(word)) options.push(word);
    else if (name !== undefined && value !== undefined && !value.startsWith('-'))
      options.push(`${name}=${value}`);
  }
  return options;
}

/** From the names that can be written to the long one. */
function named(...options: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    options.flatMap((option) => {
      const [long = '', short] = option.split(' ');
      const own = [`--${long}`, `--${long}`] as const;
      return short === undefined ? [own] : [own, [`-${short}`, `--${long}`] as const];
    }),
  );
}
