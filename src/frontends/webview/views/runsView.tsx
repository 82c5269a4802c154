import type { PanelState } from '../state';
import { RunView } from './runView';
import type { Send } from './send';

/** The runs: the newest one open, earlier ones folded below it. */
export function RunsView({ state, send }: { readonly state: PanelState; readonly send: Send }) {
  const [newest, ...earlier] = [...state.runs].reverse();
  const viewOf = (run: PanelState['runs'][number]) => (
    <RunView
      run={run}
      isUndone={state.undoneRunIds.includes(run.runId)}
      proposal={state.proposals.find(({ runId }) => runId === run.runId)}
      send={send}
    />
  );
  return (
    <>
      {newest ? (
        <section key={newest.runId}>{viewOf(newest)}</section>
      ) : (
        <EmptyPanel hostRunIds={state.hostRunIds} />
      )}
      {earlier.length > 0 && (
        <section class="earlier">
          <h2>Earlier runs</h2>
          {earlier.map((run) => (
            <details key={run.runId}>
              <summary>
                {run.title || '…'}
                {run.summary ? `: ${run.summary.sentence}` : ''}
              </summary>
              {viewOf(run)}
            </details>
          ))}
        </section>
      )}
    </>
  );
}

function EmptyPanel({ hostRunIds }: { readonly hostRunIds: PanelState['hostRunIds'] }) {
  if (hostRunIds?.length !== 0) return <p class="empty">Waiting for the extension…</p>;
  return (
    <section class="empty">
      <h2>No run yet</h2>
      <p>
        Right-click a JavaScript or TypeScript file in the explorer or in its editor and choose{' '}
        <strong>Generate Tests</strong>. To test one function, place the cursor in it and choose{' '}
        <strong>Generate Tests for Selection</strong>.
      </p>
      <p>
        <strong>Analyze Coverage</strong> shows what your tests leave out; <strong>Run Quality Gate</strong>{' '}
        says whether they are good enough.
      </p>
      <p>
        The run appears here as it happens. Only tests that pass five runs of five and add coverage are kept,
        each with its receipt.
      </p>
    </section>
  );
}
