import type { GateEvidence } from '../gateEvidence';
import type { GateReport, GateRuleId, GateRuleResult, GateVerdict } from '../gateReport';
import { describeRule, ruleNames, verdictSentence } from '../gateText';
import { type ReportContext, toolName } from './reportContext';
import { wellFormed } from './wellFormed';

const levels: Readonly<Record<GateVerdict, 'error' | 'warning' | 'none'>> = {
  failed: 'error',
  inconclusive: 'warning',
  passed: 'none',
};

const ruleTexts: Readonly<Record<GateRuleId, string>> = {
  'statement-coverage': 'Tests must execute a least share of all statements.',
  'branch-coverage': 'Tests must execute a least share of all branches.',
  'changed-coverage': 'Tests must execute a least share of the statements that were changed.',
  'pass-rate': 'A least share of the tests must pass.',
  'mutation-score': 'Tests must notice a least share of the mutants of the code.',
  flakiness: 'Not more than a share of the tests may end differently from run to run.',
  'monthly-spend': 'Not more than a sum may be spent on models in a month.',
};

/**
 * The report as SARIF 2.1.0, for code scanning: what stands in the way of the rules that did not pass, each at its place. Paths
 * are relative to `%SRCROOT%`. What a rule that passed has found is no result, so that the next run closes what was open.
 */
export function toSarif(report: GateReport, { toolVersion }: ReportContext): string {
  const { rules, verdict, runId, analysis } = report;
  const [firstFile] = analysis.files.map(({ sourceFile }) => sourceFile);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: toolName, version: toolVersion, rules: rules.map(toDescriptor) } },
        automationDetails: { id: `quality-gate/${runId}` },
        originalUriBaseIds: { [sourceRoot]: { description: { text: 'The workspace folder.' } } },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true }],
        properties: { verdict, summary: verdictSentence(report) },
        results: rules.flatMap((rule, ruleIndex) => toResults(rule, { ruleIndex, firstFile })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const sourceRoot = '%SRCROOT%';

function toDescriptor({ rule, verdict }: GateRuleResult) {
  return {
    id: rule,
    name: ruleNames[rule],
    shortDescription: { text: ruleNames[rule] },
    fullDescription: { text: ruleTexts[rule] },
    ...(verdict !== 'passed' && { defaultConfiguration: { level: levels[verdict] } }),
  };
}

function toResults(
  rule: GateRuleResult,
  { ruleIndex, firstFile }: { readonly ruleIndex: number; readonly firstFile: string | undefined },
) {
  if (rule.verdict === 'passed') return [];
  const common = { ruleId: rule.rule, ruleIndex, level: levels[rule.verdict] };
  const located = rule.evidence.filter(({ file }) => file !== undefined);
  // Code scanning takes no result that is nowhere: a rule without a place stands at the first file that was judged.
  if (located.length === 0)
    return [
      {
        ...common,
        message: { text: describeRule(rule) },
        ...(firstFile !== undefined && { locations: [toLocation({ file: firstFile })] }),
      },
    ];
  return located.map((evidence) => ({
    ...common,
    message: { text: evidence.message },
    locations: [toLocation(evidence)],
    ...(evidence.name !== undefined && {
      partialFingerprints: { 'qualityGateEvidence/v1': `${evidence.kind} ${evidence.file} ${evidence.name}` },
    }),
  }));
}

function toLocation({ file = '', lines, columns }: Pick<GateEvidence, 'file' | 'lines' | 'columns'>) {
  return {
    physicalLocation: {
      artifactLocation: { uri: toUri(file), uriBaseId: sourceRoot },
      ...(lines && {
        region: {
          startLine: lines.startLine,
          ...(columns && { startColumn: columns.start + 1 }),
          endLine: lines.endLine,
          ...(columns && { endColumn: columns.end + 1 }),
        },
      }),
    },
  };
}

/** A relative reference: every part escaped, so that no name is taken for a scheme, a query or a fragment. */
function toUri(path: string): string {
  return wellFormed(path).split('/').map(encodeURIComponent).join('/');
}
