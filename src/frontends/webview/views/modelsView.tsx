import type { PanelModels } from '../reports';
import type { Send } from './send';

interface ModelsViewProps {
  readonly models: PanelModels;
  readonly send: Send;
}

/** The models that can be chosen, the keys they need, and which one would do the file in the editor. */
export function ModelsView({ models: { models, routingOf, routing }, send }: ModelsViewProps) {
  return (
    <>
      <h2>Models</h2>
      <table class="models">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Prices per million tokens</th>
            <th scope="col">Context</th>
            <th scope="col">Key</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {models.map(({ name, provider, tier, prices, context, key, needsKey, isAvailable, reason }) => (
            <tr key={`${provider} ${name}`}>
              <th scope="row">
                {name}
                <span class="detail">
                  {provider}, for {tier} tasks
                </span>
              </th>
              <td>{prices}</td>
              <td>{context}</td>
              <td>
                {key}{' '}
                {needsKey && (
                  <button
                    type="button"
                    class="link"
                    aria-label={`Set Key… for ${provider}`}
                    onClick={() => send({ kind: 'set-api-key', provider })}
                  >
                    Set Key…
                  </button>
                )}
              </td>
              <td>
                {isAvailable ? 'can be used' : 'not now'}
                {reason !== '' && <span class="detail">{reason}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <section>
        <h3>{routingOf === undefined ? 'Routing' : `Routing of ${routingOf}`}</h3>
        {routing.length === 0 ? (
          <p class="empty">Open a source file to see which model would write its tests, and why.</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          <pre tabIndex={0}>{routing.join('\n')}</pre>
        )}
      </section>
    </>
  );
}
