import * as z from 'zod/mini';
import { type AgentType, agentTypes } from '../agents/agentId';
import type { TaskType } from '../fleet/task';
import { countAlternatives, isPathMatch, maxAlternatives } from './pathGlob';
import type { RoutedWork } from './routedWork';

const taskTypes = [
  'generate-tests',
  'analyze-coverage',
  'quality-gate',
] as const satisfies readonly TaskType[];
const languages = ['javascript', 'typescript'] as const;

/** One entry of the setting `routing.rules`; what it leaves out fits every task. */
export const routingRuleSchema = z.strictObject({
  taskType: z.optional(z.enum(taskTypes)),
  /** Type of the agent that does the task. */
  agent: z.optional(z.enum(agentTypes)),
  /** Pattern that every file of the task must match (`isPathMatch`). */
  path: z.optional(
    z.string().check(
      z.minLength(1),
      z.maxLength(500),
      z.refine((pattern) => countAlternatives(pattern) <= maxAlternatives, {
        error: `Has more than ${maxAlternatives} alternatives in braces`,
      }),
    ),
  ),
  /** Language of every file of the task. */
  language: z.optional(z.enum(languages)),
  /** Name of the model that does such tasks. */
  model: z.string().check(z.minLength(1)),
});

export type RoutingRule = Readonly<z.output<typeof routingRuleSchema>>;

/** A rule and its place in the list, counted from 1 as a person does. */
export interface MatchedRule {
  readonly rule: RoutingRule;
  readonly number: number;
}

/** The first rule that fits the task; one that names an agent fits no task of which the agent is not known. */
export function findRule(
  rules: readonly RoutingRule[],
  task: RoutedWork,
  agentType: AgentType | undefined,
): MatchedRule | undefined {
  const index = rules.findIndex((rule) => isRuleFor(rule, task, agentType));
  const rule = rules[index];
  return rule && { rule, number: index + 1 };
}

/** `rule 2 (generate-tests, src/**)`: which rule, and what it asks for. */
export function describeRule({ rule, number }: MatchedRule): string {
  const { taskType, agent, path, language } = rule;
  const conditions = [taskType, agent, path, language].filter((condition) => condition !== undefined);
  return `rule ${number} (${conditions.join(', ') || 'every task'})`;
}

function isRuleFor(rule: RoutingRule, task: RoutedWork, agentType: AgentType | undefined): boolean {
  const { taskType, agent, path, language } = rule;
  if (taskType !== undefined && taskType !== task.type) return false;
  if (agent !== undefined && agent !== agentType) return false;
  const paths = task.request.targets.map((target) => target.path);
  const everyPath = (isFit: (path: string) => boolean) => paths.length > 0 && paths.every(isFit);
  if (path !== undefined && !everyPath((file) => isPathMatch(path, file))) return false;
  return language === undefined || everyPath((file) => languageOf(file) === language);
}

function languageOf(path: string): (typeof languages)[number] | undefined {
  if (/\.[cm]?tsx?$/i.test(path)) return 'typescript';
  return /\.[cm]?jsx?$/i.test(path) ? 'javascript' : undefined;
}
