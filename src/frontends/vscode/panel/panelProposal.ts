import type { Proposal } from '../../../core/generation/review/proposal';
import type { PanelProposal } from '../../webview/protocol';

/** What a run has proposed, in the panel's words. */
export function toPanelProposal({ runId, files }: Proposal): PanelProposal {
  const decisions = files
    .flatMap(({ tests }) => tests)
    .map(({ candidate, decision }) => [candidate.id, decision ?? 'open'] as const);
  const written = files.filter((file) => file.written !== undefined);
  return { runId, decisions: Object.fromEntries(decisions), writtenFiles: written.map(({ path }) => path) };
}
