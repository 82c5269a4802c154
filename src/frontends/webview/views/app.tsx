import { t } from '../../../base/localize';
import type { PanelTab } from '../reports';
import type { PanelState } from '../state';
import { CostsView } from './costsView';
import { CoverageView } from './coverageView';
import { ModelsView } from './modelsView';
import { RunsView } from './runsView';
import type { Send } from './send';
import { TabBar } from './tabBar';

interface AppProps {
  readonly state: PanelState;
  readonly send: Send;
  readonly selectTab: (tab: PanelTab) => void;
}

/** The whole panel: its tabs, and below them what was spent today. */
export function App({ state, send, selectTab }: AppProps) {
  return (
    <main>
      <h1 class="visually-hidden">Agentic QE Fleet</h1>
      <TabBar selected={state.tab} select={selectTab} />
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${state.tab}`} class="tab-panel">
        <TabContent state={state} send={send} />
      </div>
      {state.spend !== '' && <footer class="spend">Agentic QE: {state.spend}</footer>}
    </main>
  );
}

function TabContent({ state, send }: Omit<AppProps, 'selectTab'>) {
  const { tab, costs, models, reportProblem } = state;
  switch (tab) {
    case 'run':
      return <RunsView state={state} send={send} />;
    case 'coverage':
      return <CoverageView runs={state.runs} send={send} />;
    case 'costs':
      return costs ? <CostsView costs={costs} send={send} /> : <Reading problem={reportProblem} />;
    case 'models':
      return models ? <ModelsView models={models} send={send} /> : <Reading problem={reportProblem} />;
  }
}

function Reading({ problem }: { readonly problem: string | undefined }) {
  if (problem === undefined) return <p class="empty">{t('Reading…')}</p>;
  return (
    <p class="message message-error" role="alert">
      {problem}
    </p>
  );
}
