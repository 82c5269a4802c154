/** Who made the report. */
export interface ReportContext {
  readonly toolVersion: string;
}

export const toolName = 'agentic-qe';
