import { Component } from 'preact';
import { t } from '../../../base/localize';
import type { PanelDecision, PanelReceipt } from '../protocol';
import type { TestItem } from '../state';
import { Figure } from './figure';

interface TestRowProps {
  readonly test: TestItem;
  readonly isEnded: boolean;
  /** Absent: it was not proposed, or is not on record any more. */
  readonly decision: PanelDecision | undefined;
  readonly decide: DecideOnTest;
}

/** Tells the host what the user has decided on one test. */
export type DecideOnTest = (decision: 'accept' | 'reject', candidateId: string) => void;

/** One test: proposed, then with its receipt. Drawn again only when it changes, so that long lists stay quick. */
export class TestRow extends Component<TestRowProps> {
  override shouldComponentUpdate(next: TestRowProps): boolean {
    const { test, isEnded, decision } = this.props;
    return next.test !== test || next.isEnded !== isEnded || next.decision !== decision;
  }

  override render({ test, isEnded, decision, decide }: TestRowProps) {
    const { receipt } = test;
    const verdict = receipt?.verdict ?? 'waiting';
    return (
      <li class={`test test-${verdict}`}>
        <span class="mark" aria-hidden="true">
          {marks[verdict]}
        </span>
        <span class="test-title">
          <span class="visually-hidden">{nameOf(verdict, isEnded)}: </span>
          <span class="unit">{test.unit} ›</span> {test.title}
        </span>
        {receipt && <Receipt receipt={receipt} />}
        {decision && <DecisionView test={test} decision={decision} decide={decide} />}
        {test.code !== undefined && (
          <details class="code">
            <summary>{t('Code')}</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <pre tabIndex={0}>{test.code}</pre>
          </details>
        )}
      </li>
    );
  }
}

interface DecisionViewProps {
  readonly test: TestItem;
  readonly decision: PanelDecision;
  readonly decide: DecideOnTest;
}

function DecisionView({ test: { candidateId, unit, title }, decision, decide }: DecisionViewProps) {
  if (decision === 'accepted') return <p class="decision">{t('Accepted: it is in the test file.')}</p>;
  if (decision === 'rejected') return <p class="decision">{t('Rejected.')}</p>;
  const name = `${unit} › ${title}`;
  return (
    <div class="actions decision">
      <button
        type="button"
        class="secondary"
        aria-label={t('Accept {0}', name)}
        onClick={() => decide('accept', candidateId)}
      >
        {t('Accept')}
      </button>
      <button
        type="button"
        class="secondary"
        aria-label={t('Reject {0}', name)}
        onClick={() => decide('reject', candidateId)}
      >
        {t('Reject')}
      </button>
    </div>
  );
}

const marks = { kept: '✓', finding: '!', dropped: '✗', waiting: '…' } as const;

function nameOf(verdict: keyof typeof marks, isEnded: boolean): string {
  if (verdict === 'kept') return t('Kept');
  if (verdict === 'finding') return t('Reveals a bug');
  if (verdict === 'dropped') return t('Dropped');
  return isEnded ? t('Not judged') : t('Waiting');
}

function Receipt({ receipt }: { readonly receipt: PanelReceipt }) {
  const { verdict, reason, runs, addedStatements, addedBranches, addedKills, modelId, cost } = receipt;
  return (
    <div class="receipt">
      {verdict !== 'kept' && <span class="reason">{reason}</span>}
      <Figure figure={runs} />
      {verdict === 'kept' && <Figure figure={addedStatements} />}
      {verdict === 'kept' && <Figure figure={addedBranches} />}
      {verdict === 'kept' && addedKills.provenance === 'measured' && <Figure figure={addedKills} />}
      <span class="figure">{modelId}</span>
      <Figure figure={cost} />
    </div>
  );
}
