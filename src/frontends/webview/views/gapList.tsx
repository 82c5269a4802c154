import { useState } from 'preact/hooks';
import { t } from '../../../base/localize';
import type { PanelGap } from '../protocol';
import type { OpenFile } from './send';

/** Gaps drawn without being asked. */
const gapLimit = 100;

/** Asks for tests of what a gap leaves out. */
export type CloseGap = (gap: PanelGap) => void;

interface GapListProps {
  readonly gaps: readonly PanelGap[];
  readonly openFile: OpenFile;
  readonly closeGap?: CloseGap;
}

/** What no test executes, the widest gap first; each leads to its place in the editor. */
export function GapList({ gaps, openFile, closeGap }: GapListProps) {
  const [isWhole, setWhole] = useState(false);
  if (gaps.length === 0) return null;
  const shown = isWhole ? gaps : gaps.slice(0, gapLimit);
  const hidden = gaps.length - shown.length;
  return (
    <section class="gaps">
      <h3>{t('Not covered')}</h3>
      <ul class="plain">
        {shown.map(({ sourceFile, unit, line, explanation }) => (
          <li key={`${sourceFile} ${unit} ${line ?? ''}`} class="gap">
            <button
              type="button"
              class="link"
              aria-label={t('Open {0}', line === undefined ? sourceFile : `${sourceFile}:${line}`)}
              onClick={() => openFile(sourceFile, line)}
            >
              {line === undefined ? sourceFile : `${sourceFile}:${line}`}
            </button>
            <span>{explanation}</span>
            {closeGap && (
              <button
                type="button"
                class="secondary"
                aria-label={t('Generate tests for {0} of {1}', unit, sourceFile)}
                onClick={() => closeGap({ sourceFile, unit, explanation })}
              >
                {t('Generate Tests')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          {t('Show {0} more', hidden)}
        </button>
      )}
    </section>
  );
}
