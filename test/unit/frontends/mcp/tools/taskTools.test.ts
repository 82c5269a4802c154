import assert from 'node:assert/strict';
import { silentLogger } from '../../../../../src/base/logger';
import type { CoverageAnalysis } from '../../../../../src/core/coverageAnalysis/coverageAnalysis';
import { measured, unavailable } from '../../../../../src/core/figure';
import { SwarmMemoryManager } from '../../../../../src/core/memory/swarmMemoryManager';
import type { GateReport } from '../../../../../src/core/quality/gateReport';
import type { TargetArguments } from '../../../../../src/core/toolArguments/targetArguments';
import { CoverageAnalyzerTool } from '../../../../../src/frontends/mcp/tools/coverageAnalyzerTool';
import { QualityGateTool } from '../../../../../src/frontends/mcp/tools/qualityGateTool';
import { FakeMemoryStore } from '../../../../support/fakeMemoryStore';
import { aMcpHost, aToolContext, DrivenRun, noMemory } from '../../../../support/mcpFakes';
import { RecordingLogger } from '../../../../support/recordingLogger';
import { aGateRule } from '../../../../support/taskSummaries';

const disk = { '/shop': 'folder', '/shop/a.ts': 'file' } as const;
const params: TargetArguments = { files: ['a.ts'], framework: 'vitest' };
const totals = { coveredStatements: 1, statements: 2, coveredBranches: 0, branches: 4 };

const analysis: CoverageAnalysis = {
  type: 'analyze-coverage',
  runId: 'run-1',
  files: [
    { sourceFile: 'a.ts', coverage: totals },
    { sourceFile: 'b.ts', coverage: { unavailable: 'no test loads it' } },
  ],
  total: totals,
  gaps: Array.from({ length: 11 }, (_, index) => ({
    sourceFile: 'a.ts',
    unit: `unit${index}`,
    uncoveredStatements: 1,
    uncoveredBranches: 1,
    lines: [{ startLine: 1, endLine: 2 }],
    complexity: measured(2),
    churn: unavailable('no repository'),
    risk: measured(4),
    explanation: 'never called',
  })),
  tests: { passed: 3, failed: 1, skipped: 0, brokenFiles: 0 },
  failures: [{ sourceFile: 'c.ts', code: 'workspace-file-missing', message: 'c.ts is gone.' }],
  durationMs: 10,
};

const report: GateReport = {
  type: 'quality-gate',
  runId: 'run-1',
  verdict: 'failed',
  rules: [
    aGateRule({
      rule: 'branch-coverage',
      value: measured(0),
      explanation: '0 of 4 branches.',
      evidence: Array.from({ length: 60 }, (_, index) => ({
        kind: 'uncovered-code',
        file: 'a.ts',
        lines: { startLine: index + 1, endLine: index + 2 },
        message: 'never taken',
      })),
    }),
    aGateRule({
      rule: 'pass-rate',
      verdict: 'inconclusive',
      value: unavailable('no test'),
      explanation: 'No test ran.',
    }),
  ],
  analysis,
  durationMs: 10,
};

describe('the tools for coverage and the gate', () => {
  const memory = () =>
    new SwarmMemoryManager({ store: new FakeMemoryStore(), clock: { now: () => 0 }, logger: silentLogger });

  it('analyzes coverage of what the arguments name, and tells it shortly', async () => {
    const run = new DrivenRun();
    const host = aMcpHost({ run, disk });
    const called = new CoverageAnalyzerTool(memory(), host).execute(params, aToolContext());
    run.end({ summary: analysis });
    const { text, structured, isError } = await called;
    assert.deepEqual(host.requests[0], {
      type: 'analyze-coverage',
      workspaceRoot: host.folders[0],
      targets: [{ path: 'a.ts' }],
      framework: 'vitest',
    });
    assert.equal(isError, false);
    assert.deepEqual(
      [structured.gaps.length, structured.files[1]?.coverage],
      [11, { unavailable: 'no test loads it' }],
    );
    assert.deepEqual(text.split('\n').slice(0, 5), [
      'Coverage: statements 50.0 %, branches 0.0 %.',
      'a.ts: statements 50.0 %, branches 0.0 %.',
      'b.ts: not known: no test loads it.',
      'Tests: 3 passed, 1 failed, 0 skipped.',
      'Gap: a.ts unit0: never called',
    ]);
    assert.deepEqual(text.split('\n').slice(-2), ['and 1 further gap', 'Failed: c.ts: c.ts is gone.']);
  });

  it('answers with a verdict, which is no error when the gate does not pass', async () => {
    const run = new DrivenRun();
    const called = new QualityGateTool(memory(), aMcpHost({ run, disk })).execute(params, aToolContext());
    run.end({ summary: report });
    const { text, structured, isError } = await called;
    assert.equal(isError, false);
    assert.deepEqual(
      structured.rules.map(({ value }) => value),
      [measured(0), unavailable('no test')],
    );
    assert.deepEqual(
      structured.rules.map(({ evidence, evidenceCount }) => [evidence.length, evidenceCount]),
      [
        [50, 60],
        [0, 0],
      ],
    );
    assert.deepEqual(text.split('\n'), [
      'Quality gate: failed.',
      'branch-coverage: failed. 0 of 4 branches.',
      ...[1, 2, 3, 4, 5].map((line) => `- a.ts:${line} · never taken`),
      '- and 55 more',
      'pass-rate: inconclusive. No test ran.',
    ]);
  });

  it('gives a gap of a file that was not measured, and what changed', async () => {
    const [gap] = analysis.gaps;
    assert.ok(gap);
    const run = new DrivenRun();
    const called = new QualityGateTool(memory(), aMcpHost({ run, disk })).execute(params, aToolContext());
    const unmeasured = { ...gap, uncoveredStatements: undefined, uncoveredBranches: undefined };
    const changed = { baseCommit: 'abc', total: totals, files: [] };
    run.end({ summary: { ...report, analysis: { ...analysis, gaps: [unmeasured], changed } } });
    const { structured } = await called;
    assert.deepEqual(structured.analysis.gaps[0]?.risk, measured(4));
    assert.equal(structured.analysis.gaps[0]?.uncoveredStatements, undefined);
    assert.deepEqual(structured.analysis.changed, changed);
  });

  it('gives the outcome although its report cannot be kept', async () => {
    const run = new DrivenRun();
    const logger = new RecordingLogger();
    const called = new QualityGateTool(noMemory, aMcpHost({ run, disk, logger })).execute(
      params,
      aToolContext(),
    );
    run.end({ summary: report });
    const outcome = await called;
    assert.equal(outcome.resources, undefined);
    assert.match(outcome.text, /Quality gate: failed/);
    assert.deepEqual(logger.entries, ['warn: The report of a run could not be kept']);
  });

  it('submits nothing for a caller that has cancelled meanwhile', async () => {
    const host = aMcpHost({ disk, folders: [] });
    const controller = new AbortController();
    const clientRoots = async (): Promise<readonly string[]> => {
      controller.abort();
      return ['/shop'];
    };
    const context = aToolContext({ signal: controller.signal, clientRoots });
    await assert.rejects(new QualityGateTool(noMemory, host).execute(params, context), {
      name: 'AbortError',
    });
    assert.deepEqual(host.requests, []);
  });

  it('waits for the end of a run that was cancelled', async () => {
    const run = new DrivenRun();
    const controller = new AbortController();
    const context = aToolContext({ signal: controller.signal });
    const tool = new QualityGateTool(noMemory, aMcpHost({ run, disk }));
    let isSettled = false;
    const called = tool.executeStreaming(params, { onPart: async () => {} }, context).finally(() => {
      isSettled = true;
    });
    called.catch(() => {});
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([run.isCancelled, isSettled], [true, false]);
    run.end('cancelled');
    await assert.rejects(called, { name: 'AbortError' });
  });
});
