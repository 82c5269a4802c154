import { t } from '../../../base/localize';
import type { PanelFigure } from '../figures';
import type { PanelProposal, PanelSummary } from '../protocol';
import type { RunState, RunStatus } from '../state';
import { AnalysisView } from './analysisView';
import { CoverageTable } from './coverageTable';
import { GateView } from './gateView';
import { GenerationNotes } from './generationNotes';
import { ProposalActions } from './proposalActions';
import { RunProgress } from './runProgress';
import { outcomeWord } from './runWords';
import type { Send } from './send';
import { TestList } from './testList';

const statusNames = (): Readonly<Record<RunStatus, string>> => ({
  running: t('Running'),
  finished: t('Finished'),
  failed: t('Failed'),
  cancelled: t('Stopped'),
  interrupted: t('Interrupted: the window was reloaded'),
});

interface RunViewProps {
  readonly run: RunState;
  readonly isUndone: boolean;
  /** What it has proposed; undefined: nothing that is on record. */
  readonly proposal: PanelProposal | undefined;
  readonly send: Send;
}

/** One run from its files to its cost. */
export function RunView({ run, isUndone, proposal, send }: RunViewProps) {
  const { runId } = run;
  return (
    <article class="run" aria-label={t('Run: {0}', run.title)}>
      <header class="run-header">
        <RunTitle title={run.title} files={run.files} />
        <span class={`status status-${run.status}`}>
          {isUndone ? t('Undone') : statusNames()[run.status]}
        </span>
        {run.status === 'running' && (
          <span class="actions">
            {run.stages.length > 0 && (
              <button type="button" class="secondary" onClick={() => send({ kind: 'stop-run', runId })}>
                {t('Stop and Keep')}
              </button>
            )}
            <button type="button" class="secondary" onClick={() => send({ kind: 'cancel-run', runId })}>
              {t('Cancel')}
            </button>
          </span>
        )}
      </header>
      <p class="visually-hidden" role="status" aria-live="polite">
        {announcement(run)}
      </p>
      <p class="agents">
        {run.agents.map(({ agentId, agentType, outcome }) => (
          <span key={agentId}>{t('Agent {0}: {1}', agentType, outcomeWord(outcome))}</span>
        ))}
      </p>
      {run.model && <p class="model">{t('Model {0}: {1}', run.model.name, run.model.reason)}</p>}
      {run.status === 'running' && <RunProgress run={run} />}
      {run.errorMessage !== undefined && (
        <p class="message message-error" role="alert">
          {run.errorMessage}
        </p>
      )}
      {run.summary && <p class="sentence">{run.summary.sentence}</p>}
      {proposal && <ProposalActions proposal={proposal} send={send} />}
      {run.summary && <ResultActions run={run} isUndone={isUndone} proposal={proposal} send={send} />}
      <Messages run={run} />
      {run.summary && <ResultView run={run} summary={run.summary} send={send} />}
      <TestList
        tests={run.tests}
        isEnded={run.status !== 'running'}
        proposal={proposal}
        decide={(decision, candidateId) =>
          send({ kind: `${decision}-tests`, runId, candidateIds: [candidateId] })
        }
      />
      <CoverageTable coverage={run.coverage} heading={t('Coverage')} />
      <LiveOutput run={run} />
    </article>
  );
}

function RunTitle({ title, files }: Pick<RunState, 'title' | 'files'>) {
  if (files.length <= 1) return <h2>{title || '…'}</h2>;
  return (
    <div class="run-title">
      <h2>{title}</h2>
      <details>
        <summary>{t('Files')}</summary>
        <ul class="plain">
          {files.map((file) => (
            <li key={file}>{file}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** Only what changes a few times per run: every progress step read aloud would drown everything else. */
function announcement(run: RunState): string {
  if (run.summary) return run.summary.sentence;
  return run.status === 'running' ? run.stageMessage : statusNames()[run.status];
}

function ResultActions({ run, isUndone, proposal, send }: RunViewProps) {
  const { runId, summary } = run;
  if (!summary) return null;
  const accepted = proposal?.writtenFiles ?? [];
  const wasAccepted = accepted.length > 0;
  const files = [...new Set([...run.writtenFiles.map(({ path }) => path), ...accepted])];
  return (
    <div class="actions">
      {!isUndone &&
        files.map((path) => (
          <button
            key={path}
            type="button"
            class="link"
            onClick={() => send({ kind: 'open-file', runId, path })}
          >
            {t('Open {0}', path)}
          </button>
        ))}
      {summary.type === 'generate-tests' && (summary.canUndo || wasAccepted) && !isUndone && (
        <button type="button" class="secondary" onClick={() => send({ kind: 'undo-run', runId })}>
          {t('Undo')}
        </button>
      )}
      {isUndone && <span>{t('The files of this run are as they were before it.')}</span>}
      <span class="cost">
        {summary.duration}
        {summary.type === 'generate-tests' &&
          ` · ${t('cost {0} ({1})', summary.cost.text, costNote(summary.cost))}`}
      </span>
    </div>
  );
}

interface ResultViewProps {
  readonly run: RunState;
  readonly summary: PanelSummary;
  readonly send: Send;
}

/** What a run found out; kept tests stand in the list of tests. */
function ResultView({ run, summary, send }: ResultViewProps) {
  const { runId } = run;
  const openFile = (path: string, line?: number) =>
    send({ kind: 'open-file', runId, path, ...(line !== undefined && { line }) });
  switch (summary.type) {
    case 'generate-tests':
      return <GenerationNotes notes={summary.notes} findings={summary.findings} />;
    case 'analyze-coverage':
      return <AnalysisView analysis={summary.analysis} heading={t('Coverage')} openFile={openFile} />;
    case 'quality-gate':
      return <GateView rules={summary.rules} analysis={summary.analysis} openFile={openFile} />;
  }
}

function costNote({ provenance, explanation }: PanelFigure): string {
  const word = { measured: t('measured'), estimated: t('estimated'), unavailable: t('unavailable') }[
    provenance
  ];
  return explanation === undefined ? word : `${word}: ${explanation}`;
}

function Messages({ run }: { readonly run: RunState }) {
  if (run.failures.length + run.notices.length === 0) return null;
  return (
    <ul class="messages">
      {run.failures.map(({ sourceFile, message }) => (
        <li key={sourceFile} class="message message-warning">
          {message}
        </li>
      ))}
      {run.notices.map((notice) => (
        <li key={notice} class="message">
          {notice}
        </li>
      ))}
    </ul>
  );
}

function LiveOutput({ run }: { readonly run: RunState }) {
  if (run.output === '') return null;
  return (
    <details class="output">
      <summary>{t('Output of the test runner')}</summary>
      {(run.isOutputCut || run.missedParts > 0) && (
        <p>{t('Only the end is shown here. The log has all of it.')}</p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{run.output}</pre>
    </details>
  );
}
