import { activationMsOf } from '../../e2e/ui/activationTime';
import { openWorkbench, type WorkbenchSession } from '../../e2e/ui/workbenchSession';
import { repositoryRoot } from '../../tools/repositoryPaths';
import { makeSampleWorkspaceCopy } from '../../tools/sampleWorkspace';
import { removeDirectory } from '../../tools/temporaryDirectory';
import { type BenchRow, benchRow } from '../benchRow';
import { median, slowest } from './figures';
import { firstEventRows } from './firstEvent';
import { hostMemoryRows } from './hostMemory';
import { panelFrameRows } from './panelFrames';

const starts = 7;

/** What a user waits for in a real editor, and what it keeps in memory. */
export async function editorBench(): Promise<readonly BenchRow[]> {
  const folder = makeSampleWorkspaceCopy('bench');
  const session = await openWorkbench({ folder, extensionDirectories: [repositoryRoot] });
  const rows: BenchRow[] = [];
  try {
    rows.push(...(await activationRows(session)), ...(await firstEventRows(session)));
  } finally {
    await session.close();
    await removeDirectory(folder);
  }
  return [...rows, ...(await hostMemoryRows()), ...(await panelFrameRows())];
}

/** As the editor measures it: loading the code and calling `activate`. */
async function activationRows(session: WorkbenchSession): Promise<readonly BenchRow[]> {
  const activations: number[] = [];
  for (let start = 1; start <= starts; start++) {
    if (start > 1) await session.reload();
    activations.push(await activationMsOf(session.workbench, 'Agentic QE Fleet'));
  }
  return [
    benchRow('editor', `activation, median of ${starts} starts`, median(activations), 'ms', 'at most', 100),
    benchRow('editor', `activation, slowest of ${starts} starts`, slowest(activations), 'ms'),
  ];
}
