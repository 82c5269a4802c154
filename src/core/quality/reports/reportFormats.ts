import type { GateReport } from '../gateReport';
import type { ReportContext } from './reportContext';
import { toJson } from './toJson';
import { toJUnitXml } from './toJUnitXml';
import { toMarkdown } from './toMarkdown';
import { toSarif } from './toSarif';

/** Writes a report in one form. */
export type RenderReport = (report: GateReport, context: ReportContext) => string;

/** The forms of a report, by the ending of a file. */
export const reportFormats: Readonly<Record<string, RenderReport>> = {
  '.xml': toJUnitXml,
  '.sarif': toSarif,
  '.md': toMarkdown,
  '.json': toJson,
};
