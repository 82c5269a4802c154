import { t } from '../../../base/localize';
import type { PanelCoverage } from '../protocol';
import { Share } from './figure';

/** Coverage before and after by file, as numbers and as bars. */
export function CoverageTable({
  coverage,
  heading,
}: {
  readonly coverage: readonly PanelCoverage[];
  readonly heading: string;
}) {
  if (coverage.length === 0) return null;
  return (
    <section class="coverage">
      <h3>{heading}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('File')}</th>
            <th scope="col" />
            <th scope="col">{t('Before')}</th>
            <th scope="col">{t('After')}</th>
          </tr>
        </thead>
        {coverage.map(({ sourceFile, rows }) => (
          <tbody key={sourceFile}>
            {rows.map(({ label, before, after }, index) => (
              <tr key={label}>
                {index === 0 && (
                  <th scope="rowgroup" rowSpan={rows.length} class="file">
                    {sourceFile}
                  </th>
                )}
                <th scope="row">{label}</th>
                <td>
                  <Share share={before} label={t('{0} of {1} before', label, sourceFile)} />
                </td>
                <td>
                  <Share share={after} label={t('{0} of {1} after', label, sourceFile)} />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}
