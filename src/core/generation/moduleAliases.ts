import * as z from 'zod/mini';
import type { Workspace, WorkspacePath } from '../testing/workspace';
import { joinPath } from '../testing/workspacePath';
import { joinInside, parseJson, readCompilerOptions } from './compilerOptions';

type Reader = Pick<Workspace, 'readText'>;

/** `@/*` → `src/*`: what a specifier that is no relative path stands for. */
interface Alias {
  readonly pattern: string;
  /** Workspace path, with the `*` of the pattern in it. */
  readonly target: WorkspacePath;
}

/** What a specifier leads to: the source in question, another module of the workspace, or a package. */
export type SpecifierMeaning = 'source' | 'workspace' | 'package';

const packageSchema = z.object({
  name: z.optional(z.string()),
  main: z.optional(z.string()),
  module: z.optional(z.string()),
  source: z.optional(z.string()),
  exports: z.optional(z.unknown()),
  imports: z.optional(z.unknown()),
});

/** The names by which modules of a project know each other beside relative paths: `paths` of tsconfig.json, and its package.json. */
export class ModuleAliases {
  private constructor(
    private readonly aliases: readonly Alias[],
    private readonly baseUrl: WorkspacePath | undefined,
    private readonly packageName: string | undefined,
  ) {}

  /** @param root folder of the package */
  static async read(root: WorkspacePath, workspace: Reader): Promise<ModuleAliases> {
    const { baseUrl, paths } = await readCompilerOptions(root, workspace);
    const manifest = parseJson(packageSchema, await workspace.readText(joinPath(root, 'package.json')));
    const aliases = [
      ...(paths ? aliasesOf(paths.map, paths.folder) : []),
      ...packageAliases(manifest ?? {}, root),
    ];
    return new ModuleAliases(aliases, baseUrl, manifest?.name);
  }

  /** @param folder of the file that the specifier stands in */
  meaningOf(specifier: string, folder: WorkspacePath, source: WorkspacePath): SpecifierMeaning {
    const isSource = (path: WorkspacePath | undefined): boolean =>
      path !== undefined && bare(path) === bare(source);
    if (/^\.{1,2}(?:\/|$)/.test(specifier))
      return isSource(joinInside(folder, specifier)) ? 'source' : 'workspace';
    const targets = this.aliases.flatMap((alias) => targetOf(alias, specifier) ?? []);
    if (targets.some(isSource)) return 'source';
    if (this.baseUrl !== undefined && isSource(joinInside(this.baseUrl, specifier))) return 'source';
    return targets.length > 0 || this.looksOwn(specifier) ? 'workspace' : 'package';
  }

  /** What a specifier that is no relative path may stand for; extensions are as the settings have them. */
  targetsOf(specifier: string): readonly WorkspacePath[] {
    const targets = this.aliases.flatMap((alias) => targetOf(alias, specifier) ?? []);
    const fromBase = this.baseUrl === undefined ? undefined : joinInside(this.baseUrl, specifier);
    return fromBase === undefined ? targets : [...targets, fromBase];
  }

  /** The project's own name, or one that no package can have: where it leads is not known. */
  private looksOwn(specifier: string): boolean {
    const { packageName } = this;
    const isOwnName =
      packageName !== undefined && (specifier === packageName || specifier.startsWith(`${packageName}/`));
    return isOwnName || /^(?:[#~$]|@\/)/.test(specifier);
  }
}

function packageAliases(
  { name, main, module, source, exports, imports }: z.infer<typeof packageSchema>,
  root: WorkspacePath,
): readonly Alias[] {
  const aliases = aliasesOf(conditionsOf(imports), root);
  if (name === undefined) return aliases;
  const whole = [main, module, source].filter((path) => path !== undefined);
  const named = Object.entries({ '.': whole, ...conditionsOf(exports) })
    .filter(([subpath]) => subpath.startsWith('.'))
    .map(([subpath, targets]) => [name + subpath.slice(1), targets] as const);
  return [...aliases, ...aliasesOf(Object.fromEntries(named), root)];
}

/** `{ './a': { import: './src/a.js' } }` → `{ './a': ['./src/a.js'] }`; what is no map of subpaths is about `.`. */
function conditionsOf(value: unknown): Readonly<Record<string, readonly string[]>> {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap || !Object.keys(value).some((key) => /^[.#]/.test(key)))
    return value === undefined ? {} : { '.': leavesOf(value) };
  return Object.fromEntries(Object.entries(value).map(([key, targets]) => [key, leavesOf(targets)]));
}

function leavesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}

function aliasesOf(
  map: Readonly<Record<string, readonly string[]>>,
  folder: WorkspacePath,
): readonly Alias[] {
  return Object.entries(map).flatMap(([pattern, targets]) =>
    targets.flatMap((target) => {
      const path = joinInside(folder, target);
      return path === undefined ? [] : [{ pattern, target: path }];
    }),
  );
}

function targetOf({ pattern, target }: Alias, specifier: string): WorkspacePath | undefined {
  const [before = '', after] = pattern.split('*', 2);
  if (after === undefined) return specifier === pattern ? target : undefined;
  if (!specifier.startsWith(before) || !specifier.endsWith(after)) return undefined;
  if (specifier.length < before.length + after.length) return undefined;
  return target.replace('*', specifier.slice(before.length, specifier.length - after.length));
}

/** Without what a specifier may leave out. */
function bare(path: WorkspacePath): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '').replace(/(?:^|\/)index$/, '');
}
