import { useState } from 'preact/hooks';
import type { PanelGap } from '../protocol';
import type { OpenFile } from './send';

/** Gaps drawn without being asked. */
const gapLimit = 100;

interface GapListProps {
  readonly gaps: readonly PanelGap[];
  readonly openFile: OpenFile;
}

/** What no test executes, the widest gap first; each leads to its place in the editor. */
export function GapList({ gaps, openFile }: GapListProps) {
  const [isWhole, setWhole] = useState(false);
  if (gaps.length === 0) return null;
  const shown = isWhole ? gaps : gaps.slice(0, gapLimit);
  const hidden = gaps.length - shown.length;
  return (
    <section class="gaps">
      <h3>Not covered</h3>
      <ul class="plain">
        {shown.map(({ sourceFile, unit, line, explanation }) => (
          <li key={`${sourceFile} ${unit} ${line ?? ''}`} class="gap">
            <button
              type="button"
              class="link"
              aria-label={line === undefined ? `Open ${sourceFile}` : `Open ${sourceFile} at line ${line}`}
              onClick={() => openFile(sourceFile, line)}
            >
              {line === undefined ? sourceFile : `${sourceFile}:${line}`}
            </button>
            <span>{explanation}</span>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          Show {hidden} more
        </button>
      )}
    </section>
  );
}
