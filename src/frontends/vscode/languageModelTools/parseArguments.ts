import type * as z from 'zod/mini';

/** What a model has called a tool with is not what the tool takes; the message says so in one sentence. */
export class ToolArgumentError extends Error {
  override readonly name = 'ToolArgumentError';
}

/** The arguments as the schema gives them. @throws ToolArgumentError */
export function parseArguments<S extends z.ZodMiniType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ToolArgumentError(
    `The tool was called wrongly: ${issue?.message ?? 'its arguments are not valid'}.`,
  );
}
