import assert from 'node:assert/strict';
import { estimated, unavailable } from '../../../../../src/core/figure';
import type { RunPart } from '../../../../../src/core/streaming/runPart';
import { receiptLine, runLogLines } from '../../../../../src/frontends/vscode/text/runLogLines';
import { verifies } from '../../../../requirements';
import { aReceipt } from '../../../../support/builders';
import { aGateReport, anAnalysisWithGap } from '../../../../support/taskSummaries';

const texts = (part: RunPart) => runLogLines(part).map(({ text }) => text);

describe('receiptLine', () => {
  it('has verdict, file, name, runs, added coverage, model and cost', () => {
    assert.equal(
      receiptLine(aReceipt()),
      'Kept in src/double.test.ts: double › returns 4 for 2 — 5/5 runs · +3 statements · +1 branch · +0 mutants · embedded · $0.00 (runs measured, coverage measured, cost measured)',
    );
  });

  it('has the reason and its evidence when dropped', () => {
    const verdict = { status: 'dropped', reason: 'failed', detail: 'expected 1 to be 2' } as const;
    assert.match(
      receiptLine(aReceipt({ verdict })),
      /^Dropped: double › .* — failed: expected 1 to be 2 \(5\/5 runs · embedded/,
    );
  });

  it(`says where a figure comes from ${verifies('RUN-4')}`, () => {
    const line = receiptLine(
      aReceipt({ costMicroUsd: estimated(5, 'no usage'), addedStatements: unavailable('runner is blind') }),
    );
    assert.match(line, /coverage unavailable: runner is blind, cost estimated: no usage/);
  });
});

describe('runLogLines', () => {
  it('writes the output of a runner line by line', () => {
    assert.deepEqual(texts({ type: 'output', text: '$ vitest run\r\n\n ok\n' }), [
      '  | $ vitest run',
      '  |  ok',
    ]);
  });

  it('keeps progress out of the normal log', () => {
    assert.deepEqual(runLogLines({ type: 'progress', fraction: 0.456, message: 'Judged' }), [
      { level: 'debug', text: '46 % Judged' },
    ]);
  });

  it('tells coverage before and after, and why a side is missing', () => {
    const after = { coveredStatements: 1, statements: 2, coveredBranches: 0, branches: 1 };
    const part: RunPart = {
      type: 'coverage',
      change: { sourceFile: 'a.ts', before: { unavailable: 'tests fail' }, after },
    };
    assert.deepEqual(texts(part), [
      'Coverage of a.ts: statements n/a → 50.0 %, branches n/a → 0.0 % (n/a: tests fail)',
    ]);
  });

  it('writes failures with code and hint', () => {
    const part: RunPart = {
      type: 'error',
      code: 'workspace-read-only',
      message: 'Cannot write.',
      hint: 'Make it writable.',
    };
    assert.deepEqual(runLogLines(part), [
      { level: 'error', text: 'Run failed (workspace-read-only): Cannot write. Make it writable.' },
    ]);
  });

  it('keeps the code of tests out of the normal log', () => {
    assert.deepEqual(runLogLines({ type: 'test-code', candidateId: 'c1', code: 'a;\n\nb;\n' }), [
      { level: 'debug', text: '  c1 | a;' },
      { level: 'debug', text: '  c1 | b;' },
    ]);
  });

  it('says which model works and why, and that a run started again', () => {
    assert.deepEqual(texts({ type: 'model-selected', modelName: 'embedded', reason: 'It is free.' }), [
      'Model embedded: It is free.',
    ]);
    assert.deepEqual(runLogLines({ type: 'restart', attempt: 2, reason: 'silence' }), [
      { level: 'warn', text: 'Started again (attempt 2): silence' },
    ]);
  });

  it('writes an analysis with its gaps, and a gate with its rules', () => {
    const gap =
      'Gap: src/cart.ts:12 · 3 branches and 5 statements of Cart.add are not executed (lines 12–15).';
    const file = 'Coverage of src/cart.ts: Statements 50.0 % (5 of 10) · branches 25.0 % (1 of 4)';
    assert.deepEqual(texts({ type: 'finish', summary: anAnalysisWithGap() }).slice(0, 3), [
      file,
      gap,
      'Run ended: 2 s',
    ]);
    const gate = texts({ type: 'finish', summary: aGateReport() });
    assert.deepEqual(gate.slice(0, 2), [file, gap]);
    assert.match(gate[2] ?? '', /^Rule: Statement coverage failed: 5 of 10/);
    assert.match(gate.at(-1) ?? '', /^The quality gate failed/);
  });
});
