import type { FleetConfig } from '../config/fleetConfig';
import type { CoverageAnalysis, TestTally } from '../coverageAnalysis/coverageAnalysis';
import { type Figure, measured, unavailable } from '../figure';
import { percentage } from '../testing/coverage';
import type { GateReport, GateRuleResult, GateVerdict } from './gateReport';
import { formatPercent, formatThreshold } from './gateText';
import { reachesThreshold } from './threshold';

/** Thresholds in percent. */
export type GatePolicy = FleetConfig['qualityGate'];

/** What one rule found: the figure, and the sentence that proves it, without its end. */
interface Evidence {
  readonly value: Figure;
  readonly sentence: (percent: string) => string;
}

/**
 * Judges an analysis by the policy. A figure counts only when it covers every target: with one that was not measured the gate
 * does not pass, whatever the others look like.
 */
export function judgeQuality(
  analysis: CoverageAnalysis,
  policy: GatePolicy,
): Pick<GateReport, 'verdict' | 'rules'> {
  const rules = [
    judge('statement-coverage', coverageEvidence(analysis, 'statements'), policy.statementCoverage),
    judge('branch-coverage', coverageEvidence(analysis, 'branches'), policy.branchCoverage),
    judge('pass-rate', passRateEvidence(analysis), policy.passRate),
  ];
  return { rules, verdict: worstOf(rules.map(({ verdict }) => verdict)) };
}

function judge(
  rule: GateRuleResult['rule'],
  { value, sentence }: Evidence,
  threshold: number,
): GateRuleResult {
  if (value.provenance !== 'measured')
    return { rule, verdict: 'inconclusive', value, threshold, explanation: sentence('n/a') };
  return {
    rule,
    verdict: reachesThreshold(value.value, threshold) ? 'passed' : 'failed',
    value,
    threshold,
    explanation: `${sentence(formatPercent(value.value, threshold))}; at least ${formatThreshold(threshold)} is required.`,
  };
}

function worstOf(verdicts: readonly GateVerdict[]): GateVerdict {
  if (verdicts.includes('failed')) return 'failed';
  return verdicts.includes('inconclusive') ? 'inconclusive' : 'passed';
}

function coverageEvidence(analysis: CoverageAnalysis, kind: 'statements' | 'branches'): Evidence {
  const { total } = analysis;
  const missing = [...unmeasuredFiles(analysis), ...failedTargets(analysis)];
  if (missing.length > 0) return notKnown(missing);
  if ('unavailable' in total) return notKnown([total.unavailable]);
  const covered = kind === 'statements' ? total.coveredStatements : total.coveredBranches;
  return {
    value: measured(percentage(covered, total[kind])),
    sentence: (percent) =>
      total[kind] === 0
        ? `There are no ${kind} to execute, which counts as ${percent}`
        : `${covered} of ${total[kind]} ${kind} ${covered === 1 ? 'is' : 'are'} executed (${percent})`,
  };
}

function passRateEvidence(analysis: CoverageAnalysis): Evidence {
  const missing = failedTargets(analysis);
  if (missing.length > 0) return notKnown(missing);
  const { passed, failed, brokenFiles }: TestTally = analysis.tests ?? noTests;
  const ended = passed + failed + brokenFiles;
  if (ended === 0) return notKnown(['no test was run.']);
  const broken = brokenFiles > 0 ? ', each test file that cannot be loaded counting as a failed one' : '';
  return {
    value: measured(percentage(passed, ended)),
    sentence: (percent) => `${passed} of ${ended} tests passed (${percent})${broken}`,
  };
}

const noTests: TestTally = { passed: 0, failed: 0, skipped: 0, brokenFiles: 0 };

function unmeasuredFiles({ files }: CoverageAnalysis): readonly string[] {
  return files.flatMap(({ sourceFile, coverage }) =>
    'unavailable' in coverage ? [`${sourceFile}: ${coverage.unavailable}`] : [],
  );
}

/** Files with which nothing could be done: neither their coverage nor their tests are known. */
function failedTargets({ failures }: CoverageAnalysis): readonly string[] {
  return failures.map(({ sourceFile, message }) =>
    message.includes(sourceFile) ? message : `${sourceFile}: ${message}`,
  );
}

/** @param reasons at least one; the first stands for all */
function notKnown([first = '', ...others]: readonly string[]): Evidence {
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return { value: unavailable(`${first}${more}`), sentence: () => `Not known: ${first}${more}` };
}
