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
        <h2>{total} this month</h2>
        <span class="detail-inline">{calls}</span>
      </header>
      <p>
        Cost per kept test: <Figure figure={perKeptTest} />
      </p>
      {comparison.map((sentence) => (
        <p key={sentence} class="detail-inline">
          {sentence}
        </p>
      ))}
      <div class="actions">
        <button type="button" class="secondary" onClick={() => send({ kind: 'export-costs' })}>
          Export…
        </button>
        <button type="button" class="secondary" onClick={() => send({ kind: 'raise-budget' })}>
          Raise Budget…
        </button>
      </div>
      <section>
        <h3>Budgets</h3>
        <table>
          <thead>
            <tr>
              <th scope="col">Budget</th>
              <th scope="col">Spent</th>
              <th scope="col">From zero again</th>
            </tr>
          </thead>
          <tbody>
            {budgets.map(({ name, spent, resets, percent, hasLimit }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  {spent}
                  {percent !== undefined && (
                    <progress max={100} value={percent} aria-label={`${name} budget used`} />
                  )}
                  {!hasLimit && <span class="detail">no limit is set</span>}
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
          <h3>By {title.toLowerCase()}</h3>
          <table>
            <thead>
              <tr>
                <th scope="col">{title}</th>
                <th scope="col">Calls</th>
                <th scope="col">Cost</th>
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
          {rows.length === 0 && <p class="empty">No call of a model is on record this month.</p>}
        </section>
      ))}
    </>
  );
}
