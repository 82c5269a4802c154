import { t } from '../../../base/localize';
import type { PanelFinding } from '../protocol';

interface GenerationNotesProps {
  readonly notes: readonly string[];
  readonly findings: readonly PanelFinding[];
}

/** Bugs that tests revealed, each with the test that shows it, and what else there is to say of a generation. */
export function GenerationNotes({ notes, findings }: GenerationNotesProps) {
  return (
    <>
      {findings.length > 0 && (
        <section class="findings">
          <h3>{t('Bugs found: {0}', findings.length)}</h3>
          {findings.map((finding) => (
            <FindingView key={finding.candidateId} finding={finding} />
          ))}
        </section>
      )}
      {notes.length > 0 && (
        <ul class="plain notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function FindingView({ finding }: { readonly finding: PanelFinding }) {
  const { sourceFile, unit, title, detail, failure, code, notWritten } = finding;
  return (
    <div class="message message-warning">
      <p>
        <strong>
          {sourceFile}, {unit} › {title}
        </strong>
      </p>
      <p>{detail}</p>
      <p class="reason">{failure}</p>
      {notWritten !== undefined && <p>{t('Not written to the test file: {0}', notWritten)}</p>}
      <details class="code">
        <summary>{t('Test that shows it')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0}>{code}</pre>
      </details>
    </div>
  );
}
