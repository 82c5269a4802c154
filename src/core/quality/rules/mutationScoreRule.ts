import { countOf } from '../../../base/countOf';
import { measured } from '../../figure';
import type { Mutant } from '../../mutation/mutant';
import { percentage } from '../../testing/coverage';
import type { GateEvidence } from '../gateEvidence';
import type { GateMeasurements } from '../gateMeasurements';
import type { SuiteScore } from '../suiteScore';
import { meetsThreshold } from '../threshold';
import { notKnown, type RuleFinding } from './ruleFinding';
import { failedTargets, messagesOf, unmeasuredFile } from './unmeasuredFiles';

type MeasuredScore = Extract<SuiteScore, { status: 'measured' }>;

/**
 * Share of mutants that the existing tests notice. Tests that could not be taken apart make it unknown, unless it reaches the
 * threshold although nothing is counted for them.
 */
export function findMutationScore({ analysis, mutation }: GateMeasurements, threshold: number): RuleFinding {
  const failed = failedTargets(analysis);
  if (failed.length > 0) return notKnown(messagesOf(failed), failed);
  if (!mutation) return notKnown(['nothing was mutated.']);
  if ('unavailable' in mutation) return notKnown([mutation.unavailable]);
  const missing = mutation.flatMap((score) =>
    score.status === 'unavailable' ? [unmeasuredFile(score.sourceFile, score.reason)] : [],
  );
  if (missing.length > 0) return notKnown(messagesOf(missing), missing);
  return judgeScores(mutation.filter(isMeasured), threshold);
}

function isMeasured(score: SuiteScore): score is MeasuredScore {
  return score.status === 'measured';
}

function judgeScores(scores: readonly MeasuredScore[], threshold: number): RuleFinding {
  const killed = scores.reduce((sum, { score }) => sum + score.killed, 0);
  const mutants = scores.reduce((sum, { score }) => sum + score.mutants, 0);
  const value = percentage(killed, mutants);
  const survivors = scores.flatMap(({ sourceFile, survivors }) =>
    survivors.map((mutant) => toEvidence(sourceFile, mutant)),
  );
  const unmeasured = scores.flatMap(unmeasuredTests);
  if (unmeasured.length > 0 && !meetsThreshold(value, { threshold, direction: 'at-least' }))
    return notKnown(messagesOf(unmeasured), [...unmeasured, ...survivors]);
  const atLeast = unmeasured.length > 0 ? 'at least ' : '';
  const note =
    unmeasured.length > 0
      ? `, without ${countOf(unmeasured.length, 'test')} that could not be taken apart`
      : '';
  return {
    value: measured(value),
    sentence: (percent) =>
      mutants === 0
        ? `There is nothing to mutate, which counts as ${percent}`
        : `Tests notice ${atLeast}${killed} of ${countOf(mutants, 'mutant')} (${percent})${note}`,
    evidence: [...unmeasured, ...survivors],
  };
}

function unmeasuredTests({ sourceFile, unmeasuredTests }: MeasuredScore): readonly GateEvidence[] {
  return unmeasuredTests.map(({ title, reason }) => ({
    kind: 'unmeasured-test',
    file: sourceFile,
    name: title,
    message: `"${title}" could not be taken apart: ${reason}`,
  }));
}

function toEvidence(file: string, { key, original, replacement, span }: Mutant): GateEvidence {
  return {
    kind: 'surviving-mutant',
    file,
    lines: { startLine: span.start.line, endLine: span.end.line },
    columns: { start: span.start.column, end: span.end.column },
    name: key,
    message: `No test fails when ${excerpt(original)} becomes ${excerpt(replacement)} (${key}).`,
  };
}

const longestExcerpt = 60;

/** On one line, so that it can stand in a sentence. */
function excerpt(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim();
  const text = line.length > longestExcerpt ? `${line.slice(0, longestExcerpt - 1)}…` : line;
  return text === '' ? 'nothing' : `\`${text}\``;
}
