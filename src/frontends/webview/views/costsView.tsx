import { t } from '../../../base/localize';
import type { PanelCosts } from '../reports';
import { Figure } from './figure';
import type { Send } from './send';
import { SpendChart } from './spendChart';

interface CostsViewProps {
  readonly costs: PanelCosts;
  readonly send: Send;
}

/** What was spent this month: by day, model and task, against the budgets, and what it would have cost otherwise. */
export function CostsView({ costs, send }: CostsViewProps) {
  const { total, calls, charts, groups, budgets, comparison, perKeptTest } = costs;
  return (
    <>
      <header class="run-header">
        <h2>{t('{0} this month', total)}</h2>
        <span class="detail-inline">{calls}</span>
      </header>
      <p>
        {t('Cost per kept test:')} <Figure figure={perKeptTest} />
      </p>
      {comparison.map((sentence) => (
        <p key={sentence} class="detail-inline">
          {sentence}
        </p>
      ))}
      <div class="actions">
        <button type="button" class="secondary" onClick={() => send({ kind: 'export-costs' })}>
          {t('Export…')}
        </button>
        <button type="button" class="secondary" onClick={() => send({ kind: 'raise-budget' })}>
          {t('Raise Budget…')}
        </button>
      </div>
      <section>
        <h3>{t('Budgets')}</h3>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('Budget')}</th>
              <th scope="col">{t('Spent')}</th>
              <th scope="col">{t('From zero again')}</th>
            </tr>
          </thead>
          <tbody>
            {budgets.map(({ name, spent, resets, percent, hasLimit }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  {spent}
                  {percent !== undefined && (
                    <progress max={100} value={percent} aria-label={t('Used of the budget: {0}', name)} />
                  )}
                  {!hasLimit && <span class="detail">{t('no limit is set')}</span>}
                </td>
                <td>{resets}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {charts.map((chart) => (
        <SpendChart key={chart.title} chart={chart} />
      ))}
      {groups.map(({ title, rows }) => (
        <section key={title}>
          <h3>{t('{0}: calls and cost', title)}</h3>
          <table>
            <thead>
              <tr>
                <th scope="col">{title}</th>
                <th scope="col">{t('Calls')}</th>
                <th scope="col">{t('Cost')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, calls: count, cost }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{count}</td>
                  <td>{cost}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length === 0 && <p class="empty">{t('No call of a model is on record this month.')}</p>}
        </section>
      ))}
    </>
  );
}
