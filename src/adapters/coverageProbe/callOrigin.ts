/** Packages that load modules, or keep what they need for it, on behalf of the code that imports. */
const loadingPackages =
  /^(vitest|vite-node|@vitest\/(runner|snapshot|mocker|utils)|jest-(runtime|resolve|haste-map|circus|jasmine2|snapshot|message-util|util)|@jest\/(transform|core|create-cache-key-function)|babel-jest|ts-jest|@swc\/jest|@babel\/register|@swc-node\/register|esbuild-register|mocha|tsx|ts-node|jiti|pirates|source-map-support|@jest\/source-map|@babel\/core)$/;
const loadingInternals = /^node:internal\/(modules|source_map|process\/esm_loader|test_runner)(\/|$)/;
const viteRunner = /[\\/]node_modules[\\/]vite[\\/]dist[\\/]node[\\/]module-runner\.js$/;

export interface OriginOptions {
  /** Absolute path of the probe's own script, whose frames say nothing. */
  readonly probeFile: string;
  /** Absolute folder of the product's scripts that run beside the user's code: reporters. */
  readonly productFolder: string;
}

/**
 * Is a call the work of the runner or of a module loader? The call stack tells, even in the middle of a test: the loader is
 * then nearer to the call than any code that it loads for.
 * @param frames file names or URLs of the callers, nearest first
 */
export function isRunnersOwnCall(
  frames: readonly (string | undefined)[],
  { probeFile, productFolder }: OriginOptions,
): boolean {
  for (const frame of frames) {
    if (frame === undefined || frame === probeFile) continue;
    if (loadingInternals.test(frame)) return true;
    if (frame.startsWith('node:')) continue;
    if (frame.startsWith(productFolder) || viteRunner.test(frame)) return true;
    const packageName = packageOf(frame);
    if (packageName === undefined) return false;
    if (loadingPackages.test(packageName)) return true;
  }
  return false;
}

/** Of a file in `node_modules`; undefined for the user's own files. */
function packageOf(frame: string): string | undefined {
  const inside = frame.split(/[\\/]node_modules[\\/]/).at(-1);
  if (inside === undefined || inside === frame) return undefined;
  const [first = '', second = ''] = inside.split(/[\\/]/);
  return first.startsWith('@') ? `${first}/${second}` : first;
}

const depth = 60;

/** The files of the call stack, nearest first, whatever the user's code has done to stack traces. */
export function callerFiles(): readonly (string | undefined)[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFileName() ?? undefined);
    const holder: { stack?: (string | undefined)[] | string } = {};
    Error.captureStackTrace(holder, callerFiles);
    // While a stack trace is being prepared, V8 prepares no other one, and gives the text of it.
    return Array.isArray(holder.stack) ? holder.stack : filesIn(holder.stack ?? '');
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    if (prepareStackTrace === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
    else Error.prepareStackTrace = prepareStackTrace;
  }
}

/** File names of a stack trace that came as text. */
function filesIn(stack: string): readonly (string | undefined)[] {
  return stack
    .split('\n')
    .filter((line) => /^\s*at /.test(line))
    .map((line) => /\(?((?:file:|node:|[A-Za-z]:\\|\/)[^()]*?)(?::\d+){0,2}\)?$/.exec(line)?.[1]);
}
