import { t } from '../../../base/localize';
import type { PanelAnalysis } from '../protocol';
import type { RunState } from '../state';
import { AnalysisView } from './analysisView';
import { CoverageTable } from './coverageTable';
import { Emphasized } from './emphasized';
import type { Send } from './send';

interface CoverageViewProps {
  /** In the order of their first part. */
  readonly runs: readonly RunState[];
  readonly send: Send;
}

/** What the newest analysis found, riskiest gap first, each to be closed at a click; and what runs have changed. */
export function CoverageView({ runs, send }: CoverageViewProps) {
  const newestFirst = [...runs].reverse();
  const found = newestFirst.find((run) => analysisOf(run) !== undefined);
  const analysis = found && analysisOf(found);
  const changed = newestFirst.filter(({ coverage }) => coverage.length > 0);
  return (
    <>
      <h2>{t('Coverage')}</h2>
      {found && analysis ? (
        <AnalysisView
          analysis={analysis}
          openFile={(path, line) =>
            send({ kind: 'open-file', runId: found.runId, path, ...(line !== undefined && { line }) })
          }
          closeGap={({ sourceFile, unit }) =>
            send({ kind: 'close-gap', runId: found.runId, path: sourceFile, unit })
          }
        />
      ) : (
        <p class="empty">
          <Emphasized
            text={t(
              'Nothing is measured yet. Choose **Analyze Coverage** in the context menu of a file or folder.',
            )}
          />
        </p>
      )}
      {changed.map(({ runId, title, coverage }) => (
        <CoverageTable key={runId} coverage={coverage} heading={t('{0}: before and after', title)} />
      ))}
    </>
  );
}

function analysisOf({ summary }: RunState): PanelAnalysis | undefined {
  return summary && summary.type !== 'generate-tests' ? summary.analysis : undefined;
}
