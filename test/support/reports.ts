import type { CostPeriod } from '../../src/core/cost/costSummary';
import { summarizeCosts } from '../../src/core/cost/costSummary';
import { measured } from '../../src/core/figure';
import type { CostReport } from '../../src/core/reports/costReport';
import type { RoutingReport } from '../../src/core/reports/routingReport';
import { aBudgetStatus } from './budgets';
import { aLedgerRow } from './ledgerRows';

/** One call of an MCP client, for 7 micro-dollars. */
export function aCostReport(period: CostPeriod = 'month'): CostReport {
  const { daily, weekly, monthly } = aBudgetStatus({});
  return {
    summary: summarizeCosts(period, { fromMs: 1, toMs: 2 }, [aLedgerRow({ door: 'mcp', costMicroUsd: 7 })]),
    budgets: [daily, weekly, monthly],
    comparison: undefined,
  };
}

/** The embedded engine would do it, and the router is off. */
export function aRoutingReport(): RoutingReport {
  return {
    isRouterOn: false,
    explanation: {
      taskType: 'generate-tests',
      files: ['src/a.ts'],
      complexity: undefined,
      complexityProblem: 'There is no such file.',
      setting: undefined,
      candidates: [],
      rejected: [{ modelName: 'gpt', reason: 'no key is set up' }],
      budgets: undefined,
      budgetProblem: undefined,
      decision: {
        ok: true,
        modelName: 'embedded',
        reason: 'It is free.',
        kind: 'default',
        worstCase: measured(0),
      },
    },
  };
}
