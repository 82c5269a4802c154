import { useRef } from 'preact/hooks';
import { t } from '../../../base/localize';
import type { PanelTab } from '../reports';

const tabNames = (): Readonly<Record<PanelTab, string>> => ({
  run: t('Run'),
  coverage: t('Coverage'),
  costs: t('Costs'),
  models: t('Models'),
});

interface TabBarProps {
  readonly selected: PanelTab;
  readonly select: (tab: PanelTab) => void;
}

/** The tabs of the panel; arrow keys, Home and End move between them, as readers of the screen are used to. */
export function TabBar({ selected, select }: TabBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const names = tabNames();
  const tabs = Object.keys(names) as PanelTab[];
  const move = (event: KeyboardEvent): void => {
    const at = tabs.indexOf(selected);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tab = tabs[(next + tabs.length) % tabs.length];
    if (!tab) return;
    select(tab);
    bar.current?.querySelector<HTMLElement>(`#tab-${tab}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Agentic QE Fleet" ref={bar} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`tab-${tab}`}
          class="tab"
          aria-selected={tab === selected}
          aria-controls="tab-panel"
          tabIndex={tab === selected ? 0 : -1}
          onClick={() => select(tab)}
        >
          {names[tab]}
        </button>
      ))}
    </div>
  );
}
