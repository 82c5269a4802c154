import { z } from 'zod';
import { testFrameworkIds } from '../../../core/testing/testProject';

const maxFiles = 50;

/** The arguments of every tool that works on files. Each message names its argument, because a model has to correct it. */
export const targetArgumentsSchema = z.strictObject(
  {
    files: z
      .array(
        z
          .string({ error: 'every entry of files must be a path' })
          .min(1, { error: 'an entry of files is empty' })
          .max(4096, { error: 'an entry of files is longer than 4096 characters' })
          .describe('Source file, relative to the workspace, e.g. src/cart.ts'),
        { error: 'files must be a list of paths' },
      )
      .min(1, { error: 'files must name at least one file' })
      .max(maxFiles, { error: `files must not name more than ${maxFiles} files` })
      .describe('JavaScript or TypeScript source files (not tests, not folders)'),
    workspace: z
      .string({ error: 'workspace must be a path' })
      .min(1, { error: 'workspace is empty; leave it out' })
      .max(4096, { error: 'workspace is longer than 4096 characters' })
      .optional()
      .describe(
        'Absolute path of the folder the files belong to; default: the one folder that the client has open, else the one the server was started in',
      ),
    changedSince: z
      .string({ error: 'changedSince must be the name of a branch, tag or commit' })
      .min(1, { error: 'changedSince is empty; leave it out' })
      .max(250, { error: 'changedSince is longer than 250 characters' })
      .optional()
      .describe(
        'Branch, tag or commit: only what differs from it counts; rules about changed lines are judged against it',
      ),
    framework: z
      .enum(testFrameworkIds, { error: `framework must be one of ${testFrameworkIds.join(', ')}` })
      .optional()
      .describe('Test framework; default: found out from the project'),
  },
  { error: (issue) => unknownArguments(issue) },
);

export type TargetArguments = z.output<typeof targetArgumentsSchema>;

function unknownArguments({
  code,
  keys,
}: {
  readonly code?: string;
  readonly keys?: unknown;
}): string | undefined {
  if (code !== 'unrecognized_keys' || !Array.isArray(keys)) return undefined;
  return `there is no argument ${keys.map((key) => JSON.stringify(String(key).slice(0, 100))).join(', ')}`;
}
