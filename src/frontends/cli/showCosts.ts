import { toCsv } from '../../core/cost/costExport';
import type { CostPeriod } from '../../core/cost/costSummary';
import { type CostGrouping, renderCosts, toCostRecord, toGroupCsv } from '../../core/reports/costReport';
import type { Services } from '../../core/services';
import type { CliHost } from './cliHost';
import { finishedRecord, toJsonText } from './commandRecord';
import { exitCodes } from './exitCodes';
import { type SettingsOptions, withServices } from './settingsOptions';

export interface CostsOptions extends SettingsOptions {
  readonly period: CostPeriod;
  /** `call`: every call by itself, for csv and json. */
  readonly by: CostGrouping | 'call';
  readonly format: 'text' | 'csv' | 'json';
}

/** Prints what was spent. @returns the exit code. @throws UsageError, ConfigError, LedgerError */
export async function showCosts(options: CostsOptions, host: CliHost): Promise<number> {
  return await withServices(options, host, async (services) => {
    host.stdout.write(await textOf(options, services));
    return exitCodes.done;
  });
}

async function textOf({ period, by, format }: CostsOptions, services: Services): Promise<string> {
  if (by === 'call') {
    const rows = await services.costs.rowsOf(period);
    return format === 'json' ? inJson({ period, by, calls: rows }) : toCsv(rows);
  }
  const report = await services.costReport(period);
  switch (format) {
    case 'text':
      return `${renderCosts(report, by, formatTime).join('\n')}\n`;
    case 'csv':
      return toGroupCsv(report, by);
    case 'json':
      return inJson(toCostRecord(report, by));
  }
}

function inJson(result: object): string {
  return toJsonText(finishedRecord('costs', exitCodes.done, result));
}

function formatTime(timeMs: number): string {
  return new Date(timeMs).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
