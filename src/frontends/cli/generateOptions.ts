import { type Command, Option } from 'commander';
import type { GenerateTestsRequest } from '../../core/generation/generateTestsRequest';
import { UsageError } from './usageError';

/** Options that `generate` alone has. */
export interface GenerateOptions {
  /** `embedded`, `auto` or the name of a model. */
  readonly model?: string;
  /** US dollars that the run may cost. */
  readonly maxCost?: string;
  readonly yes?: boolean;
  readonly uncovered?: boolean;
  readonly changed?: string;
  /** Percent. */
  readonly goal?: string;
  /** Seconds. */
  readonly time?: string;
  readonly dryRun?: boolean;
}

const mostSeconds = 86_400;

export function addGenerateOptions(command: Command): Command {
  return command
    .option('-m, --model <name>', 'embedded (free), auto (the cheapest adequate one), or the name of a model')
    .option('--max-cost <usd>', 'US dollars that the run may cost at most; 0: free models only')
    .addOption(new Option('-y, --yes', 'do not ask before a model is paid').default(false))
    .addOption(new Option('--uncovered', 'only what no test executes yet, riskiest first').default(false))
    .option('--changed <base>', 'only what differs from this branch, tag or commit')
    .option('--goal <percent>', 'end when so much of the statements of all files is covered')
    .option('--time <seconds>', 'begin nothing new after this time; what has passed is kept')
    .addOption(new Option('--dry-run', 'write nothing, but show what would be written').default(false));
}

/** The part of the request that these options make. @throws UsageError */
export function generationScope(options: GenerateOptions): Partial<GenerateTestsRequest> {
  const { uncovered, changed, goal, time, dryRun } = options;
  return {
    ...(uncovered && { scope: 'uncovered' }),
    ...(changed !== undefined && { changedSince: changed }),
    ...(goal !== undefined && { goalPercent: numberIn(goal, '--goal', { from: 0, to: 100 }) }),
    ...(time !== undefined && { timeLimitSeconds: numberIn(time, '--time', { from: 1, to: mostSeconds }) }),
    ...(dryRun && { writeMode: 'dry-run' }),
  };
}

/** Whoever names a model or an amount, or says yes, has agreed to pay. */
export function hasAgreedToSpend({ model, maxCost, yes }: GenerateOptions): boolean {
  return yes === true || model !== undefined || maxCost !== undefined;
}

function numberIn(text: string, option: string, { from, to }: { from: number; to: number }): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= from && value <= to) return value;
  throw new UsageError(`${option} needs a number from ${from} to ${to}, and ${text} is none.`);
}
