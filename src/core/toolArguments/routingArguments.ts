import * as z from 'zod/mini';
import { unknownArguments } from './argumentTexts';
import { filesSchema, workspaceSchema } from './targetArguments';

/** What `explain_routing` takes. */
export const routingArgumentsSchema = z.strictObject(
  { files: filesSchema, workspace: workspaceSchema },
  { error: unknownArguments },
);

export type RoutingArguments = z.output<typeof routingArgumentsSchema>;
