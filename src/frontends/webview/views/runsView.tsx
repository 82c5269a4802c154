import { t } from '../../../base/localize';
import type { PanelState } from '../state';
import { Emphasized } from './emphasized';
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
          <h2>{t('Earlier runs')}</h2>
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
  if (hostRunIds?.length !== 0) return <p class="empty">{t('Waiting for the extension…')}</p>;
  return (
    <section class="empty">
      <h2>{t('No run yet')}</h2>
      <p>
        <Emphasized
          text={t(
            'Right-click a JavaScript or TypeScript file in the explorer or in its editor and choose **Generate Tests**. To test one function, place the cursor in it and choose **Generate Tests for Selection**.',
          )}
        />
      </p>
      <p>
        <Emphasized
          text={t(
            '**Analyze Coverage** shows what your tests leave out; **Run Quality Gate** says whether they are good enough.',
          )}
        />
      </p>
      <p>
        {t(
          'The run appears here as it happens. Only tests that pass five runs of five and add coverage are kept, each with its receipt.',
        )}
      </p>
    </section>
  );
}
