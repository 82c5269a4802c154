import type { PanelCoverage } from '../protocol';
import { Share } from './figure';

/** Coverage before and after by file, as numbers and as bars. */
export function CoverageTable({ coverage }: { readonly coverage: readonly PanelCoverage[] }) {
  if (coverage.length === 0) return null;
  return (
    <section class="coverage">
      <h3>Coverage</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col" />
            <th scope="col">Before</th>
            <th scope="col">After</th>
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
                  <Share share={before} label={`${label} of ${sourceFile} before`} />
                </td>
                <td>
                  <Share share={after} label={`${label} of ${sourceFile} after`} />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}
