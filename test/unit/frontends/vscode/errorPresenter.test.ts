import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import {
  BudgetExceededError,
  ConfigError,
  ProviderError,
  SandboxError,
  WorkspaceError,
} from '../../../../src/core/errors';
import { errorRows, presentError, presentFailure } from '../../../../src/frontends/vscode/errorPresenter';
import { titleOfAction } from '../../../../src/frontends/vscode/presentation';
import { verifies } from '../../../requirements';
import { readSource } from '../../../support/sourceFiles';

describe('errorPresenter', () => {
  it(`has a row for every code of core/errors.ts, and no other ${verifies('ARC-1')}`, () => {
    const codes = [...readSource('src/core/errors.ts').matchAll(/'([a-z]+(?:-[a-z]+)+|internal)'/g)].map(
      ([, code]) => code,
    );
    assert.deepEqual([...new Set(codes)].sort(), Object.keys(errorRows).sort());
  });

  it(`offers to manage trust in an untrusted workspace ${verifies('ERR-6')}`, () => {
    const presentation = presentError(new WorkspaceError('workspace-untrusted', 'Not trusted.'));
    assert.equal(presentation?.severity, 'warning');
    assert.deepEqual(presentation?.actions.map(titleOfAction), ['Manage Workspace Trust']);
  });

  it(`names the wrong setting and opens it ${verifies('CFG-1')}`, () => {
    const presentation = presentError(
      new ConfigError('agenticQe.fleet.maxAgents', 'Setting agenticQe.fleet.maxAgents is 99.'),
    );
    assert.match(presentation?.message ?? '', /agenticQe\.fleet\.maxAgents is 99/);
    assert.deepEqual(presentation?.actions, [{ kind: 'open-setting', key: 'agenticQe.fleet.maxAgents' }]);
  });

  it(`opens the limit of the budget that is spent ${verifies('CFG-5.1-10')}`, () => {
    const budget = { budgetType: 'weekly', current: 5, limit: 4, resetsAtMs: 1 } as const;
    const presentation = presentError(new BudgetExceededError('The weekly budget is spent.', budget));
    const key = 'agenticQe.routing.costTracking.budgetLimits.weekly';
    assert.deepEqual(presentation?.actions, [
      { kind: 'raise-budget', budgetType: 'weekly' },
      { kind: 'open-setting', key },
    ]);
  });

  it('opens the setting of a limit that is not of a window of time', () => {
    const budget = { budgetType: 'run', current: 5, limit: 4, resetsAtMs: 1 } as const;
    const presentation = presentError(new BudgetExceededError('The run costs too much.', budget));
    const key = 'agenticQe.routing.costTracking.budgetLimits.perRun';
    assert.deepEqual(presentation?.actions, [{ kind: 'open-setting', key }]);
  });

  it('offers to set the key of a provider that refuses it', () => {
    const presentation = presentError(new ProviderError('provider-authentication', 'The key is wrong.'));
    assert.deepEqual(presentation?.actions.map(titleOfAction), ['Set API Key…', 'Show Log']);
  });

  it('opens only settings that there are', () => {
    const { contributes } = JSON.parse(readSource('package.json')) as {
      contributes: { configuration: readonly { properties: object }[] };
    };
    const declared = contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
    const opened = Object.values(errorRows).flatMap(({ actions }) =>
      actions.flatMap((action) => (action.kind === 'open-setting' ? [action.key] : [])),
    );
    assert.deepEqual(
      opened.filter((key) => !declared.some((name) => name === key || name.startsWith(`${key}.`))),
      [],
    );
  });

  it('shows message and hint', () => {
    const presentation = presentError(
      new SandboxError('sandbox-unavailable', 'No Node.js.', { hint: 'Install it.' }),
    );
    assert.equal(presentation?.message, 'No Node.js. Install it.');
  });

  it('shows what it does not know as an internal error with the log', () => {
    for (const presentation of [
      presentError(new TypeError('x is not a function')),
      presentFailure('toString', 'x is not a function'),
    ]) {
      assert.deepEqual(presentation, {
        severity: 'error',
        message: 'x is not a function',
        actions: [{ kind: 'show-log' }],
      });
    }
  });

  it('says nothing about a cancellation', () => {
    assert.equal(presentError(new AbortError()), undefined);
  });
});
