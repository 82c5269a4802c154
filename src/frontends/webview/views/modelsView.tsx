import { t } from '../../../base/localize';
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
      <h2>{t('Models')}</h2>
      <table class="models">
        <thead>
          <tr>
            <th scope="col">{t('Model')}</th>
            <th scope="col">{t('Prices per million tokens')}</th>
            <th scope="col">{t('Context')}</th>
            <th scope="col">{t('Key')}</th>
            <th scope="col">{t('Now')}</th>
          </tr>
        </thead>
        <tbody>
          {models.map(({ name, provider, tier, prices, context, key, needsKey, isAvailable, reason }) => (
            <tr key={`${provider} ${name}`}>
              <th scope="row">
                {name}
                <span class="detail">{t('{0}, for {1} tasks', provider, tier)}</span>
              </th>
              <td>{prices}</td>
              <td>{context}</td>
              <td>
                {key}{' '}
                {needsKey && (
                  <button
                    type="button"
                    class="link"
                    aria-label={t('Set Key… for {0}', provider)}
                    onClick={() => send({ kind: 'set-api-key', provider })}
                  >
                    {t('Set Key…')}
                  </button>
                )}
              </td>
              <td>
                {isAvailable ? t('can be used') : t('not now')}
                {reason !== '' && <span class="detail">{reason}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <section>
        <h3>{routingOf === undefined ? t('Routing') : t('Routing of {0}', routingOf)}</h3>
        {routing.length === 0 ? (
          <p class="empty">{t('Open a source file to see which model would write its tests, and why.')}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          <pre tabIndex={0}>{routing.join('\n')}</pre>
        )}
      </section>
    </>
  );
}
