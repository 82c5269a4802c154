import type { GateReport } from '../gateReport';
import { verdictSentence } from '../gateText';
import { type ReportContext, toolName } from './reportContext';

/** The whole report for programs. `schemaVersion` rises when a field that is there changes or goes; new ones may come without it. */
export function toJson(report: GateReport, { toolVersion }: ReportContext): string {
  const { runId, verdict, rules, analysis, durationMs } = report;
  const document = {
    schemaVersion: 1,
    type: report.type,
    tool: { name: toolName, version: toolVersion },
    runId,
    verdict,
    summary: verdictSentence(report),
    rules,
    analysis,
    durationMs,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
