import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { stripJsonComments } from '../../../base/jsonWithComments';

/** The compiler options that decide how a file is resolved and transpiled; paths are absolute. */
export interface TsconfigOptions {
  readonly baseUrl?: string;
  readonly paths: readonly PathMapping[];
  readonly jsx?: string;
  readonly jsxImportSource?: string;
  readonly useDefineForClassFields: boolean;
  readonly experimentalDecorators: boolean;
  readonly emitDecoratorMetadata: boolean;
}

export interface PathMapping {
  /** E.g. `@app/*`. */
  readonly pattern: string;
  /** Absolute, with the `*` still in them. */
  readonly targets: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

const cache = new Map<string, TsconfigOptions>();
const configDir = /^\$\{configDir\}/;
const fileNames = ['tsconfig.json', 'jsconfig.json'];

/** The options of the nearest tsconfig.json or jsconfig.json above a file; defaults where there is none. */
export function tsconfigFor(file: string): TsconfigOptions {
  const folder = path.dirname(file);
  let options = cache.get(folder);
  if (options === undefined) {
    const config = findUpwards(folder);
    options = toOptions(config === undefined ? {} : readCompilerOptions(config, new Set()));
    cache.set(folder, options);
  }
  return options;
}

function findUpwards(folder: string): string | undefined {
  for (let current = folder; ; current = path.dirname(current)) {
    for (const name of fileNames) {
      const candidate = path.join(current, name);
      if (fs.existsSync(candidate)) return candidate;
    }
    if (current === path.dirname(current)) return undefined;
  }
}

/** Compiler options with `extends` applied; `paths` are made absolute where they are declared. */
function readCompilerOptions(file: string, seen: Set<string>): Json {
  if (seen.has(file)) return {};
  seen.add(file);
  const config = readJsonc(file);
  const folder = path.dirname(file);
  let options: Json = {};
  for (const parent of [config.extends].flat()) {
    const parentFile = typeof parent === 'string' ? locate(parent, file) : undefined;
    if (parentFile !== undefined) options = { ...options, ...readCompilerOptions(parentFile, seen) };
  }
  options = { ...options, ...absolute(asRecord(config.compilerOptions), folder) };
  // A file that only points to others (as Vite's templates have it): the first one with paths speaks for the sources.
  if (options.paths === undefined && Array.isArray(config.references)) {
    const referenced = config.references
      .map((reference) => asRecord(reference).path)
      .filter((target) => typeof target === 'string')
      .map((target) => locateReference(path.resolve(folder, target)))
      .map((target) => readCompilerOptions(target, seen));
    options = { ...options, ...(referenced.find((entry) => entry.paths !== undefined) ?? referenced[0]) };
  }
  return options;
}

function absolute(options: Json, folder: string): Json {
  const resolve = (target: string): string => path.resolve(folder, target.replace(configDir, folder));
  const baseUrl = typeof options.baseUrl === 'string' ? resolve(options.baseUrl) : undefined;
  const paths = Object.entries(asRecord(options.paths)).map(([pattern, targets]) => ({
    pattern,
    targets: [targets]
      .flat()
      .filter((target) => typeof target === 'string')
      .map((target) => path.resolve(baseUrl ?? folder, target.replace(configDir, folder))),
  }));
  return { ...options, ...(baseUrl && { baseUrl }), ...(options.paths !== undefined && { paths }) };
}

function toOptions(options: Json): TsconfigOptions {
  const text = (key: string): string | undefined =>
    typeof options[key] === 'string' ? (options[key] as string) : undefined;
  const target = text('target')?.toLowerCase();
  const isModernTarget = target === undefined || target === 'esnext' || /^es20(2[2-9]|[3-9]\d)$/.test(target);
  const [baseUrl, jsx, jsxImportSource] = [text('baseUrl'), text('jsx'), text('jsxImportSource')];
  return {
    ...(baseUrl !== undefined && { baseUrl }),
    ...(jsx !== undefined && { jsx }),
    ...(jsxImportSource !== undefined && { jsxImportSource }),
    paths: (options.paths as readonly PathMapping[] | undefined) ?? [],
    useDefineForClassFields: (options.useDefineForClassFields as boolean | undefined) ?? isModernTarget,
    experimentalDecorators: options.experimentalDecorators === true,
    emitDecoratorMetadata: options.emitDecoratorMetadata === true,
  };
}

function locate(target: string, from: string): string | undefined {
  if (target.startsWith('.') || path.isAbsolute(target)) {
    const file = path.resolve(path.dirname(from), target);
    return [file, `${file}.json`].find((candidate) =>
      fs.statSync(candidate, { throwIfNoEntry: false })?.isFile(),
    );
  }
  const require = createRequire(from);
  for (const candidate of [target, `${target}.json`, `${target}/tsconfig.json`]) {
    try {
      return require.resolve(candidate);
    } catch {
      // The next spelling, then none: a base that is not installed changes nothing.
    }
  }
  return undefined;
}

function locateReference(target: string): string {
  return target.endsWith('.json') ? target : path.join(target, 'tsconfig.json');
}

function asRecord(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function readJsonc(file: string): Json {
  try {
    return asRecord(JSON.parse(stripJsonComments(fs.readFileSync(file, 'utf8'))));
  } catch {
    return {};
  }
}
