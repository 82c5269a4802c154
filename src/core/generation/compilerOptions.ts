import * as z from 'zod/mini';
import { stripJsonComments } from '../../base/jsonWithComments';
import type { Workspace, WorkspacePath } from '../testing/workspace';
import { folderOf, joinPath } from '../testing/workspacePath';

/** What a tsconfig.json says of how modules are named, with what it takes from those that it extends. */
export interface CompilerOptions {
  readonly baseUrl?: WorkspacePath | undefined;
  /** Targets are relative to the folder. */
  readonly paths?:
    | { readonly map: Readonly<Record<string, readonly string[]>>; readonly folder: WorkspacePath }
    | undefined;
  readonly module?: string | undefined;
  readonly moduleResolution?: string | undefined;
}

type Reader = Pick<Workspace, 'readText'>;

const tsconfigSchema = z.object({
  extends: z.optional(z.union([z.string(), z.array(z.string())])),
  compilerOptions: z.optional(
    z.object({
      baseUrl: z.optional(z.string()),
      paths: z.optional(z.record(z.string(), z.array(z.string()))),
      module: z.optional(z.string()),
      moduleResolution: z.optional(z.string()),
    }),
  ),
});

/** A tsconfig may build on another, and that one on a third; no more are followed. */
const mostBases = 5;

/** @param root folder of the package; without a readable tsconfig.json nothing is known */
export async function readCompilerOptions(root: WorkspacePath, workspace: Reader): Promise<CompilerOptions> {
  return (await readFrom(joinPath(root, 'tsconfig.json'), workspace, mostBases)) ?? {};
}

/** Undefined for a path that leads outside the workspace. */
export function joinInside(folder: WorkspacePath, path: string): WorkspacePath | undefined {
  try {
    return joinPath(folder, path);
  } catch {
    return undefined;
  }
}

/** Undefined for a text that is not there or says something else. */
export function parseJson<T>(schema: z.ZodMiniType<T>, text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    const parsed = z.safeParse(schema, JSON.parse(stripJsonComments(text)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

async function readFrom(
  path: WorkspacePath,
  workspace: Reader,
  bases: number,
): Promise<CompilerOptions | undefined> {
  // A package may be linked from outside the workspace, where nothing is read.
  const config = parseJson(tsconfigSchema, await workspace.readText(path).catch(() => undefined));
  if (!config) return undefined;
  const folder = folderOf(path);
  let inherited: CompilerOptions = {};
  for (const base of bases === 0 ? [] : [config.extends ?? []].flat())
    inherited = { ...inherited, ...(await readBase(base, folder, workspace, bases - 1)) };
  const { baseUrl, paths, module, moduleResolution } = config.compilerOptions ?? {};
  const base = baseUrl === undefined ? inherited.baseUrl : joinInside(folder, baseUrl);
  const own: CompilerOptions = {
    baseUrl: base,
    paths: paths && { map: paths, folder: base ?? folder },
    module,
    moduleResolution,
  };
  return {
    ...inherited,
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
  };
}

/** By a relative path, or by the name of a package in the folder or above. */
async function readBase(
  name: string,
  folder: WorkspacePath,
  workspace: Reader,
  bases: number,
): Promise<CompilerOptions> {
  const files = name.startsWith('.')
    ? [joinInside(folder, name)]
    : foldersUpFrom(folder).map((above) => joinPath(above, 'node_modules', name));
  for (const file of files.filter((path) => path !== undefined)) {
    for (const candidate of file.endsWith('.json') ? [file] : [`${file}.json`, `${file}/tsconfig.json`]) {
      const options = await readFrom(candidate, workspace, bases);
      if (options) return options;
    }
  }
  return {};
}

function foldersUpFrom(folder: WorkspacePath): readonly WorkspacePath[] {
  return folder === '.' ? ['.'] : [folder, ...foldersUpFrom(folderOf(folder))];
}
