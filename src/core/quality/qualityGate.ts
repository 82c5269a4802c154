import type { FleetConfig } from '../config/fleetConfig';
import { type Figure, measured } from '../figure';
import type { GateEvidence } from './gateEvidence';
import type { GateMeasurements } from './gateMeasurements';
import type { GateReport, GateRuleId, GateRuleResult, GateVerdict } from './gateReport';
import { formatRuleValue, formatValue, requirementClause } from './gateText';
import { findChangedCoverage } from './rules/changedCoverageRule';
import { findCoverage } from './rules/coverageRule';
import { findFlakiness } from './rules/flakinessRule';
import { findMonthlySpend } from './rules/monthlySpendRule';
import { findMutationScore } from './rules/mutationScoreRule';
import { findPassRate } from './rules/passRateRule';
import { notKnown, type RuleFinding } from './rules/ruleFinding';
import { meetsThreshold } from './threshold';

/** Thresholds in percent and US dollars; null: no rule. */
export type GatePolicy = FleetConfig['qualityGate'];

interface Rule extends Pick<GateRuleResult, 'direction' | 'unit'> {
  readonly rule: GateRuleId;
  readonly threshold: (policy: GatePolicy) => number | null;
  readonly find: (measurements: GateMeasurements, threshold: number) => RuleFinding;
  /** May an upper estimate decide? */
  readonly takesEstimates?: true;
  /** It says something about files, and nothing about them once they have changed. */
  readonly isAboutFiles: boolean;
}

const share = { direction: 'at-least', unit: 'percent', isAboutFiles: true } as const;

const rules: readonly Rule[] = [
  {
    ...share,
    rule: 'statement-coverage',
    threshold: (policy) => policy.statementCoverage,
    find: ({ analysis }) => findCoverage(analysis, 'statements'),
  },
  {
    ...share,
    rule: 'branch-coverage',
    threshold: (policy) => policy.branchCoverage,
    find: ({ analysis }) => findCoverage(analysis, 'branches'),
  },
  {
    ...share,
    rule: 'changed-coverage',
    threshold: (policy) => policy.changedCoverage,
    find: findChangedCoverage,
  },
  { ...share, rule: 'pass-rate', threshold: (policy) => policy.passRate, find: findPassRate },
  { ...share, rule: 'mutation-score', threshold: (policy) => policy.mutationScore, find: findMutationScore },
  {
    ...share,
    rule: 'flakiness',
    direction: 'at-most',
    threshold: (policy) => policy.flakiness,
    find: findFlakiness,
  },
  {
    rule: 'monthly-spend',
    direction: 'at-most',
    unit: 'usd',
    isAboutFiles: false,
    takesEstimates: true,
    threshold: (policy) => policy.monthlySpend,
    find: findMonthlySpend,
  },
];

/**
 * Judges what was measured by the policy. Fails closed: a figure that is missing, only estimated where it can be measured, or of
 * files that have changed meanwhile lets no rule pass, whatever the others look like.
 */
export function judgeQuality(
  measurements: GateMeasurements,
  policy: GatePolicy,
): Pick<GateReport, 'verdict' | 'rules'> {
  const results = rules.flatMap((rule) => {
    const threshold = rule.threshold(policy);
    return threshold === null ? [] : [judge(rule, threshold, measurements)];
  });
  return { rules: results, verdict: worstOf(results.map(({ verdict }) => verdict)) };
}

function judge(rule: Rule, threshold: number, measurements: GateMeasurements): GateRuleResult {
  const { rule: id, direction, unit } = rule;
  const { value, sentence, evidence } = find(rule, threshold, measurements);
  const requirement = { threshold, direction, unit };
  const result = { rule: id, value, ...requirement, evidence };
  if (!isDecisive(value, rule)) {
    const explanation = sentence(formatRuleValue({ value, ...requirement }));
    return { ...result, verdict: 'inconclusive', explanation };
  }
  return {
    ...result,
    verdict: meetsThreshold(value.value, requirement) ? 'passed' : 'failed',
    explanation: `${sentence(formatValue(value.value, requirement))}; ${requirementClause(requirement)}.`,
  };
}

function find(rule: Rule, threshold: number, measurements: GateMeasurements): RuleFinding {
  if (!rule.isAboutFiles) return rule.find(measurements, threshold);
  if (measurements.changedFiles.length > 0) return stale(measurements.changedFiles);
  return isNothingChanged(measurements) ? nothingToJudge(rule) : rule.find(measurements, threshold);
}

/** The files that differ from a base branch were to be judged, and there are none. */
function isNothingChanged({ analysis }: GateMeasurements): boolean {
  return analysis.changed !== undefined && analysis.files.length === 0 && analysis.failures.length === 0;
}

/** A change that touches no source must not be held up by figures that no file has. */
function nothingToJudge({ direction }: Rule): RuleFinding {
  return {
    value: measured(direction === 'at-least' ? 100 : 0),
    sentence: (value) => `No source file differs, which counts as ${value}`,
    evidence: [],
  };
}

function isDecisive(
  value: Figure,
  { takesEstimates }: Rule,
): value is Exclude<Figure, { provenance: 'unavailable' }> {
  return value.provenance === 'measured' || (value.provenance === 'estimated' && takesEstimates === true);
}

function worstOf(verdicts: readonly GateVerdict[]): GateVerdict {
  if (verdicts.includes('failed')) return 'failed';
  return verdicts.includes('inconclusive') ? 'inconclusive' : 'passed';
}

function stale(changedFiles: readonly string[]): RuleFinding {
  const evidence = changedFiles.map(
    (file): GateEvidence => ({
      kind: 'changed-file',
      file,
      message: `${file} was changed while the gate was at work.`,
    }),
  );
  const [first = '', ...others] = changedFiles;
  const files = others.length > 0 ? `${first} and ${others.length} more were` : `${first} was`;
  return notKnown([`${files} changed while the gate was at work. Run it again.`], evidence);
}
