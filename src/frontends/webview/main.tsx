import { render } from 'preact';
import 'uplot/dist/uPlot.min.css';
import { type Translations, useTranslations } from '../../base/localize';
import { PanelStore } from './panelStore';
import { App } from './views/app';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const host = acquireVsCodeApi();
const root = document.getElementById('root');
if (root) {
  // The host has put them into the page, so that nothing is drawn in another language first.
  useTranslations((JSON.parse(root.dataset.translations ?? 'null') as Translations | null) ?? undefined);
  const store: PanelStore = new PanelStore({
    host,
    // Not randomUUID: it is missing where the editor is served without TLS.
    pageId: String(crypto.getRandomValues(new Uint32Array(1))[0]),
    nextFrame: (callback) => requestAnimationFrame(callback),
    later: (callback, delayMs) => setTimeout(callback, delayMs),
    render: (state) =>
      render(
        <App
          state={state}
          send={(message) => host.postMessage(message)}
          selectTab={(tab) => store.selectTab(tab)}
        />,
        root,
      ),
  });
  window.addEventListener('message', ({ data }) => store.receive(data));
  document.addEventListener('visibilitychange', () => store.remember());
  store.start();
}
