import * as z from 'zod/mini';
import type { GenerateTestsRequest } from '../generation/generateTestsRequest';
import { listOf, unknownArguments } from './argumentTexts';
import { type NamedPlace, namesSomething, targetShape, toTaskRequest } from './targetArguments';

const scopes = ['everything', 'uncovered'] as const;
const mostSeconds = 86_400;
const goalError = 'goalPercent must be a number from 0 to 100';
const timeError = `timeLimitSeconds must be a number from 1 to ${mostSeconds}`;

/** What `generate_tests` takes. */
export const generationArgumentsSchema = z
  .strictObject(
    {
      ...targetShape,
      scope: z.optional(
        z
          .enum(scopes, { error: `scope must be one of ${listOf(scopes)}` })
          .check(
            z.describe('uncovered: only what no test executes yet, riskiest first; default: everything'),
          ),
      ),
      goalPercent: z.optional(
        z
          .number({ error: goalError })
          .check(
            z.minimum(0, { error: goalError }),
            z.maximum(100, { error: goalError }),
            z.describe('End when so much of the statements of all files is covered, in percent'),
          ),
      ),
      timeLimitSeconds: z.optional(
        z
          .number({ error: timeError })
          .check(
            z.minimum(1, { error: timeError }),
            z.maximum(mostSeconds, { error: timeError }),
            z.describe('Begin nothing new after this time; what has passed is kept'),
          ),
      ),
      dryRun: z.optional(
        z
          .boolean({ error: 'dryRun must be true or false' })
          .check(z.describe('Write nothing; the result has the texts that would be written. Default: false')),
      ),
    },
    { error: unknownArguments },
  )
  .check(namesSomething);

export type GenerationArguments = z.output<typeof generationArgumentsSchema>;

/** The request of a call with these arguments. */
export function toGenerationRequest(place: NamedPlace, named: GenerationArguments): GenerateTestsRequest {
  const { scope, goalPercent, timeLimitSeconds, dryRun } = named;
  return {
    ...toTaskRequest('generate-tests', place, named),
    ...(scope && { scope }),
    ...(goalPercent !== undefined && { goalPercent }),
    ...(timeLimitSeconds !== undefined && { timeLimitSeconds }),
    ...(dryRun && { writeMode: 'dry-run' }),
  };
}
