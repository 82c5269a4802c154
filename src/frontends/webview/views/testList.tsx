import { useState } from 'preact/hooks';
import { t } from '../../../base/localize';
import type { PanelProposal } from '../protocol';
import type { TestItem } from '../state';
import { type DecideOnTest, TestRow } from './testRow';

/** Rows drawn without being asked: more would make every frame slow. */
const rowLimit = 200;

interface TestListProps {
  readonly tests: readonly TestItem[];
  readonly isEnded: boolean;
  /** What the run has proposed; undefined: nothing. */
  readonly proposal: PanelProposal | undefined;
  readonly decide: DecideOnTest;
}

/** The tests of a run: in the order of their proposal while it runs, kept ones first when it has ended. */
export function TestList({ tests, isEnded, proposal, decide }: TestListProps) {
  if (tests.length === 0) return null;
  const kept = tests.filter(({ receipt }) => receipt?.verdict === 'kept');
  const findings = tests.filter(({ receipt }) => receipt?.verdict === 'finding');
  const dropped = tests.filter(({ receipt }) => receipt?.verdict === 'dropped');
  const waiting = tests.filter(({ receipt }) => !receipt);
  const common = { isEnded, proposal, decide };
  return (
    <section class="tests">
      <h3>
        {[
          proposal ? t('Tests: {0} proposed', kept.length) : t('Tests: {0} kept', kept.length),
          t('{0} dropped', dropped.length),
          findings.length > 0 && t('{0} revealing a bug', findings.length),
          waiting.length > 0 &&
            (isEnded ? t('{0} not judged', waiting.length) : t('{0} waiting', waiting.length)),
        ]
          .filter(Boolean)
          .join(', ')}
      </h3>
      {isEnded ? (
        <>
          <Rows {...common} tests={kept} />
          <Rows {...common} tests={findings} />
          <FoldedRows {...common} title={t('{0} dropped', dropped.length)} tests={dropped} />
          <FoldedRows {...common} title={t('{0} not judged', waiting.length)} tests={waiting} />
        </>
      ) : (
        <Rows {...common} tests={tests} />
      )}
    </section>
  );
}

function FoldedRows({ title, ...rows }: TestListProps & { readonly title: string }) {
  if (rows.tests.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <Rows {...rows} />
    </details>
  );
}

function Rows({ tests, isEnded, proposal, decide }: TestListProps) {
  const [isWhole, setWhole] = useState(false);
  // The newest are what a running list is about; an ended one is read from the top.
  const shown = isWhole ? tests : isEnded ? tests.slice(0, rowLimit) : tests.slice(-rowLimit);
  const hidden = tests.length - shown.length;
  return (
    <>
      {hidden > 0 && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          {t('Show {0} more', hidden)}
        </button>
      )}
      <ul class="plain">
        {shown.map((test) => (
          <TestRow
            key={test.candidateId}
            test={test}
            isEnded={isEnded}
            decision={proposal?.decisions[test.candidateId]}
            decide={decide}
          />
        ))}
      </ul>
    </>
  );
}
