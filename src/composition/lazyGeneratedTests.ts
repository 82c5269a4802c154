import type { GeneratedTests } from '../core/generatedTests/generatedTests';
import type { GeneratedTestsDependencies } from '../core/generatedTests/recordedGeneratedTests';

/** The generated tests of a workspace; what finds and runs them is loaded when it is first asked for. */
export function lazyGeneratedTests(dependencies: GeneratedTestsDependencies): GeneratedTests {
  let opened: Promise<GeneratedTests> | undefined;
  const open = (): Promise<GeneratedTests> => {
    opened ??= import('../core/generatedTests/recordedGeneratedTests').then(
      ({ RecordedGeneratedTests }) => new RecordedGeneratedTests(dependencies),
    );
    return opened;
  };
  return {
    files: async (workspaceRoot) => (await open()).files(workspaceRoot),
    locate: async (workspaceRoot, file) => (await open()).locate(workspaceRoot, file),
    run: async (job, signal) => (await open()).run(job, signal),
    debugCommand: async (workspaceRoot, file) => (await open()).debugCommand(workspaceRoot, file),
  };
}
