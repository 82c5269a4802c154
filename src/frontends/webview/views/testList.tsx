import { useState } from 'preact/hooks';
import type { TestItem } from '../state';
import { TestRow } from './testRow';

/** Rows drawn without being asked: more would make every frame slow. */
const rowLimit = 200;

interface TestListProps {
  readonly tests: readonly TestItem[];
  readonly isEnded: boolean;
}

/** The tests of a run: in the order of their proposal while it runs, kept ones first when it has ended. */
export function TestList({ tests, isEnded }: TestListProps) {
  if (tests.length === 0) return null;
  const kept = tests.filter(({ receipt }) => receipt?.verdict === 'kept');
  const findings = tests.filter(({ receipt }) => receipt?.verdict === 'finding');
  const dropped = tests.filter(({ receipt }) => receipt?.verdict === 'dropped');
  const waiting = tests.filter(({ receipt }) => !receipt);
  return (
    <section class="tests">
      <h3>
        Tests: {kept.length} kept, {dropped.length} dropped
        {findings.length > 0 && `, ${findings.length} revealing a bug`}
        {waiting.length > 0 && `, ${waiting.length} ${isEnded ? 'not judged' : 'waiting'}`}
      </h3>
      {isEnded ? (
        <>
          <Rows tests={kept} isEnded />
          <Rows tests={findings} isEnded />
          <FoldedRows title={`${dropped.length} dropped`} tests={dropped} />
          <FoldedRows title={`${waiting.length} not judged`} tests={waiting} />
        </>
      ) : (
        <Rows tests={tests} isEnded={false} />
      )}
    </section>
  );
}

function FoldedRows({ title, tests }: { readonly title: string; readonly tests: readonly TestItem[] }) {
  if (tests.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <Rows tests={tests} isEnded />
    </details>
  );
}

function Rows({ tests, isEnded }: TestListProps) {
  const [isWhole, setWhole] = useState(false);
  // The newest are what a running list is about; an ended one is read from the top.
  const shown = isWhole ? tests : isEnded ? tests.slice(0, rowLimit) : tests.slice(-rowLimit);
  const hidden = tests.length - shown.length;
  return (
    <>
      {hidden > 0 && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          Show {hidden} more
        </button>
      )}
      <ul class="plain">
        {shown.map((test) => (
          <TestRow key={test.candidateId} test={test} isEnded={isEnded} />
        ))}
      </ul>
    </>
  );
}
