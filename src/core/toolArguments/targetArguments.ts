import * as z from 'zod/mini';
import type { TaskType } from '../fleet/task';
import type { GenerationTarget } from '../generation/generateTestsRequest';
import { testFrameworkIds } from '../testing/testProject';
import { listOf, unknownArguments } from './argumentTexts';

const maxFiles = 50;
const maxPathLength = 4096;
const maxBaseLength = 250;

const fileSchema = z
  .string({ error: 'every entry of files must be a path' })
  .check(
    z.minLength(1, { error: 'an entry of files is empty' }),
    z.maxLength(maxPathLength, { error: `an entry of files is longer than ${maxPathLength} characters` }),
    z.describe('Source file, relative to the workspace, e.g. src/cart.ts'),
  );

/** The files, of which there must be one. */
export const filesSchema = z
  .array(fileSchema, { error: 'files must be a list of paths' })
  .check(
    z.minLength(1, { error: 'files must name at least one file' }),
    z.maxLength(maxFiles, { error: `files must not name more than ${maxFiles} files` }),
    z.describe('JavaScript or TypeScript source files (not tests, not folders)'),
  );

export const workspaceSchema = z.optional(
  z
    .string({ error: 'workspace must be a path' })
    .check(
      z.minLength(1, { error: 'workspace is empty; leave it out' }),
      z.maxLength(maxPathLength, { error: `workspace is longer than ${maxPathLength} characters` }),
      z.describe(
        'Absolute path of the folder the files belong to; default: the one folder that is open in the client, else the one the server was started in',
      ),
    ),
);

/** What every tool that runs tests of files takes. Each message names its argument, because a model has to correct it. */
export const targetShape = {
  files: z.optional(
    z
      .array(fileSchema, { error: 'files must be a list of paths' })
      .check(
        z.maxLength(maxFiles, { error: `files must not name more than ${maxFiles} files` }),
        z.describe(
          'JavaScript or TypeScript source files (not tests, not folders); may be left out with changedSince: all that differ',
        ),
      ),
  ),
  workspace: workspaceSchema,
  changedSince: z.optional(
    z
      .string({ error: 'changedSince must be the name of a branch, tag or commit' })
      .check(
        z.minLength(1, { error: 'changedSince is empty; leave it out' }),
        z.maxLength(maxBaseLength, { error: `changedSince is longer than ${maxBaseLength} characters` }),
        z.describe(
          'Branch, tag or commit: only what differs from it counts; rules about changed lines are judged against it',
        ),
      ),
  ),
  framework: z.optional(
    z
      .enum(testFrameworkIds, { error: `framework must be one of ${listOf(testFrameworkIds)}` })
      .check(z.describe('Test framework; default: found out from the project')),
  ),
} as const;

/** For the schema of every tool that takes `targetShape`: there must be something to work on. */
export const namesSomething = z.refine<{
  readonly files?: readonly string[] | undefined;
  readonly changedSince?: string | undefined;
}>(({ files = [], changedSince }) => files.length > 0 || changedSince !== undefined, {
  error: 'files must name at least one file, or changedSince what the files differ from',
});

export const targetArgumentsSchema = z
  .strictObject(targetShape, { error: unknownArguments })
  .check(namesSomething);

export type TargetArguments = z.output<typeof targetArgumentsSchema>;

/** Where the files lie that a caller named, known to exist and to be allowed. */
export interface NamedPlace<T extends GenerationTarget = GenerationTarget> {
  /** Absolute path of the workspace folder. */
  readonly workspaceRoot: string;
  readonly targets: readonly T[];
}

/** A request of the type for what a caller named. */
export function toTaskRequest<T extends TaskType, Target extends GenerationTarget>(
  type: T,
  { workspaceRoot, targets }: NamedPlace<Target>,
  { framework, changedSince }: Pick<TargetArguments, 'framework' | 'changedSince'>,
) {
  return {
    type,
    workspaceRoot,
    targets,
    ...(framework && { framework }),
    ...(changedSince !== undefined && { changedSince }),
  };
}
