import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CoverageAnalysis } from '../../../src/core/coverageAnalysis/coverageAnalysis';
import type { RunResult } from '../../../src/core/fleet/fleetRun';
import type { GateReport } from '../../../src/core/quality/gateReport';
import { commandIds } from '../../../src/frontends/vscode/commandIds';
import { verifies } from '../../requirements';
import { activeExtension, namesIn, workspaceFile } from './activeExtension';

describe('judging existing tests in the editor', function () {
  this.timeout(180_000);

  before(async () => {
    await activeExtension();
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it(`measures what the tests execute of a file, and writes nothing ${verifies('UI-1')}`, async () => {
    const before = await namesIn('src');
    const results = await vscode.commands.executeCommand<readonly RunResult<CoverageAnalysis>[]>(
      commandIds.analyzeCoverage,
      workspaceFile('src/money.ts'),
    );
    const [result] = results;
    assert.ok(result?.status === 'finished');
    const [file] = result.summary.files;
    assert.equal(file?.sourceFile, 'src/money.ts');
    assert.ok(file && 'statements' in file.coverage, JSON.stringify(file));
    assert.ok(file.coverage.coveredStatements > 0);
    assert.ok((result.summary.tests?.passed ?? 0) > 0);
    assert.deepEqual(await namesIn('src'), before);
  });

  it(`judges the file in the active editor by the policy of the settings ${verifies('UI-1')}`, async () => {
    const settings = vscode.workspace.getConfiguration('agenticQe.qualityGate');
    const setPolicy = (value: number | undefined) =>
      settings.update('statementCoverage', value, vscode.ConfigurationTarget.Workspace);
    const verdictUnder = async (statementCoverage: number) => {
      await setPolicy(statementCoverage);
      const [result] = await vscode.commands.executeCommand<readonly RunResult<GateReport>[]>(
        commandIds.runQualityGate,
      );
      assert.ok(result?.status === 'finished');
      const rule = result.summary.rules.find(({ rule: name }) => name === 'statement-coverage');
      assert.equal(rule?.threshold, statementCoverage);
      return rule.verdict;
    };
    await vscode.window.showTextDocument(workspaceFile('src/money.ts'));
    try {
      assert.equal(await verdictUnder(1), 'passed');
      assert.equal(await verdictUnder(100), 'failed');
    } finally {
      await setPolicy(undefined);
    }
  });
});
