import { activationMsOf } from '../e2e/ui/activationTime';
import { openWorkbench } from '../e2e/ui/workbenchSession';
import { repositoryRoot } from '../tools/repositoryPaths';
import { makeSampleWorkspaceCopy } from '../tools/sampleWorkspace';
import { removeDirectory } from '../tools/temporaryDirectory';
import { type BenchRow, benchRow } from './benchRow';

const starts = 7;

/** Activation in a real extension host, as the editor measures it: loading the code and calling `activate`. */
export async function editorBench(): Promise<readonly BenchRow[]> {
  const folder = makeSampleWorkspaceCopy('bench');
  const activations: number[] = [];
  const session = await openWorkbench({ folder, extensionDirectories: [repositoryRoot] });
  try {
    for (let start = 1; start <= starts; start++) {
      if (start > 1) await session.reload();
      activations.push(await activationMsOf(session.workbench, 'Agentic QE Fleet'));
    }
  } finally {
    await session.close();
    await removeDirectory(folder);
  }
  activations.sort((a, b) => a - b);
  const median = activations[Math.floor(starts / 2)] ?? Number.NaN;
  return [
    benchRow('editor', `activation, median of ${starts} starts`, median, 'ms', 'at most', 100),
    benchRow('editor', `activation, slowest of ${starts} starts`, activations.at(-1) ?? Number.NaN, 'ms'),
  ];
}
