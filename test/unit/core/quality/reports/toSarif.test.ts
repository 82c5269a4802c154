import assert from 'node:assert/strict';
import { z } from 'zod';
import { toSarif } from '../../../../../src/core/quality/reports/toSarif';
import { verifies } from '../../../../requirements';
import { aHostileGate, hostilePath, writableName } from '../../../../support/hostileGate';
import { aGateReport, aGateRule, anAnalysisWithGap } from '../../../../support/taskSummaries';

const text = z.strictObject({ text: z.string().min(1) });
const position = z.int().min(1).optional();
const location = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri: z.string().min(1), uriBaseId: z.string() }),
    region: z
      .strictObject({ startLine: position, startColumn: position, endLine: position, endColumn: position })
      .optional(),
  }),
});
/** What of the schema of SARIF 2.1.0 is used, and nothing else. */
const log = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          version: z.string(),
          rules: z.array(
            z.strictObject({
              id: z.string(),
              name: z.string(),
              shortDescription: text,
              fullDescription: text,
              defaultConfiguration: z.strictObject({ level: z.enum(['error', 'warning']) }).optional(),
            }),
          ),
        }),
      }),
      automationDetails: z.strictObject({ id: z.string() }),
      originalUriBaseIds: z.record(z.string(), z.strictObject({ description: text })),
      columnKind: z.literal('utf16CodeUnits'),
      invocations: z.array(z.strictObject({ executionSuccessful: z.boolean() })),
      properties: z.record(z.string(), z.unknown()),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().min(0),
          level: z.enum(['error', 'warning']),
          message: text,
          locations: z.array(location).optional(),
          partialFingerprints: z.record(z.string(), z.string()).optional(),
        }),
      ),
    }),
  ]),
});

function runOf(report: Parameters<typeof toSarif>[0]) {
  return log.parse(JSON.parse(toSarif(report, { toolVersion: '1.2.3' }))).runs[0];
}

describe('toSarif', () => {
  it(`puts what stands in the way of a rule at its place, to the column ${verifies('GATE-5')}`, () => {
    const evidence = [
      {
        kind: 'surviving-mutant',
        file: 'src/cart.ts',
        lines: { startLine: 3, endLine: 4 },
        columns: { start: 0, end: 9 },
        name: 'k1',
        message: 'It survives.',
      },
    ] as const;
    const { tool, results, automationDetails } = runOf(
      aGateReport({ rules: [aGateRule({ rule: 'mutation-score', evidence })] }),
    );
    assert.deepEqual([tool.driver.version, automationDetails.id], ['1.2.3', 'quality-gate/r']);
    assert.deepEqual(results, [
      {
        ruleId: 'mutation-score',
        ruleIndex: 0,
        level: 'error',
        message: { text: 'It survives.' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'src/cart.ts', uriBaseId: '%SRCROOT%' },
              region: { startLine: 3, startColumn: 1, endLine: 4, endColumn: 10 },
            },
          },
        ],
        partialFingerprints: { 'qualityGateEvidence/v1': 'surviving-mutant src/cart.ts k1' },
      },
    ]);
  });

  it('has a warning for a rule that is open, and no result for one that passed', () => {
    const { tool, results } = runOf(
      aGateReport({
        rules: [
          aGateRule({
            verdict: 'passed',
            evidence: [{ kind: 'uncovered-code', file: 'a.ts', message: 'x' }],
          }),
          aGateRule({ rule: 'flakiness', verdict: 'inconclusive', explanation: 'Not known: no test.' }),
        ],
      }),
    );
    assert.deepEqual(
      results.map(({ ruleId, ruleIndex, level, message }) => [ruleId, ruleIndex, level, message.text]),
      [['flakiness', 1, 'warning', 'Flakiness is inconclusive: Not known: no test.']],
    );
    assert.deepEqual(
      tool.driver.rules.map(({ id }) => id),
      ['statement-coverage', 'flakiness'],
    );
  });

  it('puts a rule without a place at the first file, as code scanning wants it, or nowhere when there is none', () => {
    const rules = [aGateRule({ evidence: [{ kind: 'spending', message: '$1.00.' }] })];
    const [result] = runOf(aGateReport({ rules })).results;
    assert.equal(result?.locations?.[0]?.physicalLocation.artifactLocation.uri, 'src/cart.ts');
    const [nowhere] = runOf(aGateReport({ rules, analysis: anAnalysisWithGap({ files: [] }) })).results;
    assert.equal(nowhere?.locations, undefined);
  });

  it(`has addresses that lead to the file, whatever it is called ${verifies('GATE-5')}`, () => {
    const [result] = runOf(aHostileGate()).results;
    const uri = result?.locations?.[0]?.physicalLocation.artifactLocation.uri ?? '';
    const address = new URL(uri, 'file:///root/');
    assert.equal(decodeURIComponent(address.pathname), `/root/${hostilePath}`);
    assert.ok(result?.message.text.includes(writableName.slice(0, 40)));
  });
});
