import type { PanelProposal } from '../protocol';
import type { Send } from './send';

interface ProposalActionsProps {
  readonly proposal: PanelProposal;
  readonly send: Send;
}

/** What can be done with all proposed tests of a run together; nothing once all are decided on. */
export function ProposalActions({ proposal: { runId, decisions }, send }: ProposalActionsProps) {
  const open = Object.values(decisions).filter((decision) => decision === 'open').length;
  if (open === 0) return null;
  return (
    <section class="proposal" aria-label="Proposed tests">
      <p>
        {open === 1 ? '1 test waits' : `${open} tests wait`} for your decision. Nothing is written before you
        accept.
      </p>
      <div class="actions">
        <button type="button" class="primary" onClick={() => send({ kind: 'review-run', runId })}>
          Review Changes
        </button>
        <button type="button" class="secondary" onClick={() => send({ kind: 'accept-tests', runId })}>
          Accept All
        </button>
        <button type="button" class="secondary" onClick={() => send({ kind: 'reject-tests', runId })}>
          Reject All
        </button>
      </div>
    </section>
  );
}
