import { t } from '../../../base/localize';
import type { PanelAnalysis, PanelAnalyzedFile } from '../protocol';
import { Share } from './figure';
import { type CloseGap, GapList } from './gapList';
import type { OpenFile } from './send';

interface AnalysisViewProps {
  readonly analysis: PanelAnalysis;
  /** Absent where it stands under one already. */
  readonly heading?: string;
  readonly openFile: OpenFile;
  /** Writes tests for what is not covered; absent: not offered. */
  readonly closeGap?: CloseGap;
}

/** What the tests execute of each file, and what they leave out. */
export function AnalysisView({ analysis, heading, openFile, closeGap }: AnalysisViewProps) {
  const { files, tests, gaps } = analysis;
  return (
    <>
      {files.length > 0 && (
        <section class="coverage">
          {heading !== undefined && <h3>{heading}</h3>}
          <table>
            <thead>
              <tr>
                <th scope="col">{t('File')}</th>
                {files[0]?.shares.map(({ label }) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {files.map((file) => (
                <FileRow key={file.sourceFile ?? ''} file={file} openFile={openFile} />
              ))}
            </tbody>
          </table>
          <p class="detail">{tests}</p>
        </section>
      )}
      <GapList gaps={gaps} openFile={openFile} {...(closeGap && { closeGap })} />
    </>
  );
}

function FileRow({ file, openFile }: { readonly file: PanelAnalyzedFile; readonly openFile: OpenFile }) {
  const { sourceFile, shares } = file;
  return (
    <tr>
      <th scope="row" class="file">
        {sourceFile === undefined ? (
          t('All files')
        ) : (
          <button type="button" class="link" onClick={() => openFile(sourceFile)}>
            {sourceFile}
          </button>
        )}
      </th>
      {shares.map(({ label, share }) => (
        <td key={label}>
          <Share share={share} label={t('{0} of {1}', label, sourceFile ?? t('all files'))} />
        </td>
      ))}
    </tr>
  );
}
