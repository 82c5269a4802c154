import { t } from '../../../base/localize';
import type { RunState } from '../state';
import { stageWord } from './runWords';

/** The stages with the current one marked, and how far the run is. */
export function RunProgress({ run }: { readonly run: RunState }) {
  const current = run.stages.indexOf(run.stage ?? '');
  return (
    <div class="progress">
      {run.stages.length > 0 && (
        <ol class="stages" aria-label={t('Stages')}>
          {run.stages.map((stage, index) => {
            const place = index < current ? 'done' : index === current ? 'current' : 'ahead';
            return (
              <li
                key={stage}
                class={`stage-${place}`}
                {...(place === 'current' ? { 'aria-current': 'step' as const } : {})}
              >
                {place === 'done' && <span aria-hidden="true">✓ </span>}
                {stageWord(stage)}
                {place === 'done' && <span class="visually-hidden"> {t('(done)')}</span>}
              </li>
            );
          })}
        </ol>
      )}
      <progress max={1} value={run.fraction} aria-label={t('Progress of the run')} />
      <p class="progress-message">
        {Math.round(run.fraction * 100)} % {run.progressMessage || run.stageMessage}
      </p>
    </div>
  );
}
