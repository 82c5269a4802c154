import { t, tn } from '../../../base/localize';
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
    <section class="proposal" aria-label={t('Proposed tests')}>
      <p>
        {tn(open, '{0} test waits for your decision.', '{0} tests wait for your decision.')}{' '}
        {t('Nothing is written before you accept.')}
      </p>
      <div class="actions">
        <button type="button" class="primary" onClick={() => send({ kind: 'review-run', runId })}>
          {t('Review Changes')}
        </button>
        <button type="button" class="secondary" onClick={() => send({ kind: 'accept-tests', runId })}>
          {t('Accept All')}
        </button>
        <button type="button" class="secondary" onClick={() => send({ kind: 'reject-tests', runId })}>
          {t('Reject All')}
        </button>
      </div>
    </section>
  );
}
