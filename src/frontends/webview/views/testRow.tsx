import { Component } from 'preact';
import type { PanelReceipt } from '../protocol';
import type { TestItem } from '../state';
import { Figure } from './figure';

interface TestRowProps {
  readonly test: TestItem;
  readonly isEnded: boolean;
}

/** One test: proposed, then with its receipt. Drawn again only when it changes, so that long lists stay quick. */
export class TestRow extends Component<TestRowProps> {
  override shouldComponentUpdate(next: TestRowProps): boolean {
    return next.test !== this.props.test || next.isEnded !== this.props.isEnded;
  }

  override render({ test, isEnded }: TestRowProps) {
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
        {test.code !== undefined && (
          <details class="code">
            <summary>Code</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <pre tabIndex={0}>{test.code}</pre>
          </details>
        )}
      </li>
    );
  }
}

const marks = { kept: '✓', finding: '!', dropped: '✗', waiting: '…' } as const;

function nameOf(verdict: keyof typeof marks, isEnded: boolean): string {
  if (verdict === 'kept') return 'Kept';
  if (verdict === 'finding') return 'Reveals a bug';
  if (verdict === 'dropped') return 'Dropped';
  return isEnded ? 'Not judged' : 'Waiting';
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
