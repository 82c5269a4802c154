import { GenerationError } from '../errors';
import type { CandidateRequest } from '../generation/candidate';
import type { OpenModuleResult, Sandbox, SandboxLimits } from '../testing/sandbox';
import type { WorkspacePath } from '../testing/workspace';
import { homeWorld } from './oracles/stabilityCheck';

export type OpenedModule = Extract<OpenModuleResult, { status: 'opened' }>;

/**
 * Loads the module in the world that it is explored in.
 * @throws GenerationError `module-not-loadable`
 */
export async function openForExploring(
  { model, instrumented, seed }: CandidateRequest,
  { sandbox, limits }: { readonly sandbox: Sandbox; readonly limits: SandboxLimits },
  signal: AbortSignal,
): Promise<OpenedModule> {
  const opened = await sandbox.openModule(
    {
      module: model.file,
      code: instrumented.guidedCode,
      pointCount: instrumented.points.length,
      world: homeWorld(seed),
      limits,
    },
    signal,
  );
  if (opened.status === 'opened') return opened;
  const why = {
    threw: `it threw "${opened.message}"`,
    exited: `it ended the process: ${opened.message}`,
    'timed-out': `it was not loaded after ${limits.loadTimeoutMs / 1000} s`,
  }[opened.reason];
  throw new GenerationError(
    'module-not-loadable',
    `${model.file} cannot be loaded: ${why.replace(/[.\s]+$/, '')}.`,
    {
      hint: /cannot find (module|package)/i.test(why)
        ? 'Install it, or correct the import.'
        : 'Tests need a module that can be imported on its own; move what it does on import into a function.',
    },
  );
}

/** There is nothing that a test could call. */
export function nothingExported(file: WorkspacePath): GenerationError {
  return new GenerationError('source-nothing-exported', `${file} exports no function or class.`, {
    hint: 'Only what a test can import can be tested.',
  });
}
