import { useEffect, useRef, useState } from 'preact/hooks';
import { t, tn } from '../../../base/localize';
import type { PanelChart } from '../reports';

/** Spend by day as lines. The table below it has the same by name, for those who cannot see it. */
export function SpendChart({ chart }: { readonly chart: PanelChart }) {
  const holder = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const { current } = holder;
    if (!current || chart.days.length === 0) return;
    let remove = (): void => {};
    let isGone = false;
    // Loaded when it is needed: where the browser has a language that it does not understand, drawing is all that fails.
    import('../drawSpend')
      .then(({ drawSpend }) => {
        if (!isGone) remove = drawSpend(chart, current);
      })
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
    return () => {
      isGone = true;
      remove();
    };
  }, [chart]);
  return (
    <section>
      <h3>{t('{0}: spend by day', chart.title)}</h3>
      {chart.days.length === 0 ? (
        <p class="empty">{t('Nothing to draw: no call of a model is on record this month.')}</p>
      ) : (
        <div ref={holder} class="chart" role="img" aria-label={describe(chart)} />
      )}
      {problem !== undefined && (
        <p class="message message-warning">{t('It cannot be drawn: {0}', problem)}</p>
      )}
    </section>
  );
}

function describe({ title, days, lines }: PanelChart): string {
  const names = lines.map(({ name }) => name).join(', ');
  return tn(days.length, 'Spend on {0} day, {1}: {2}', 'Spend on {0} days, {1}: {2}', title, names);
}
