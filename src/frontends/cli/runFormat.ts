import type { SequencedPart } from '../../core/streaming/runPart';
import { schemaVersion } from './commandRecord';

/** What every command with a run can print: text for people, one record at the end, or a line for each event and then the record. */
export const runFormats = ['text', 'json', 'ndjson'] as const;

/** One event of a run as a line: the part with its place in the run. */
export function toEventLine({ runId, seq, part }: SequencedPart): string {
  return `${JSON.stringify({ schemaVersion, runId, seq, ...part })}\n`;
}
