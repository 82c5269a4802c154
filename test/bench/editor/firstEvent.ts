import type { WorkbenchPage } from '../../e2e/ui/workbenchPage';
import type { WorkbenchSession } from '../../e2e/ui/workbenchSession';
import { type BenchRow, benchRow } from '../benchRow';
import { median, slowest } from './figures';

const repeats = 7;
const runMs = 60_000;

/** In every frame of the window: when something was clicked last, and when a run was seen at work first. */
const watch = `(() => {
  addEventListener('click', () => { window.clickedAtMs = Date.now(); }, true);
  window.runsSeenAtMs = [];
  let wasThere = false;
  const look = () => {
    const isThere = document.querySelector('.run .status-running') !== null;
    if (isThere && !wasThere) window.runsSeenAtMs.push(Date.now());
    wasThere = isThere;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

/** From the choice of the command to the frame in which the panel shows the run: the first time it is opened for that. */
export async function firstEventRows(session: WorkbenchSession): Promise<readonly BenchRow[]> {
  const { workbench } = session;
  await workbench.page.addInitScript(watch);
  await session.reload();
  await workbench.openFile('src/money.ts');
  const times: number[] = [];
  for (let repeat = 0; repeat <= repeats; repeat++) times.push(await timeOfOneRun(workbench, repeat));
  const [first = Number.NaN, ...others] = times;
  return [
    benchRow('editor', 'command to first event in the panel, first run', first, 'ms'),
    benchRow('editor', `command to first event, median of ${repeats} more`, median(others), 'ms'),
    benchRow('editor', `command to first event, slowest of ${repeats} more`, slowest(others), 'ms'),
  ];
}

async function timeOfOneRun(workbench: WorkbenchPage, runsBefore: number): Promise<number> {
  await workbench.runCommand('Agentic QE: Generate Tests');
  const clickedAtMs = Number(await workbench.page.evaluate('window.clickedAtMs'));
  await workbench.notification(/proposed for/, runMs);
  await workbench.clearNotifications();
  const panel = await workbench.webview('agentic-qe.agentic-qe-fleet', /proposed for/);
  const seenAtMs = Number(await panel.evaluate(`window.runsSeenAtMs[${runsBefore}]`));
  return seenAtMs - clickedAtMs;
}
