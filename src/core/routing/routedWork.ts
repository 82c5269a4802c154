import type { TaskSource } from '../fleet/task';
import type { WorkspacePath } from '../testing/workspace';

/** What routing looks at of the work that a model is wanted for: a task of the fleet, or a conversation of somebody else's. */
export interface RoutedWork {
  readonly id: string;
  /** Rules may name it. */
  readonly type: string;
  readonly request: {
    /** Absolute path of the workspace folder. */
    readonly workspaceRoot: string;
    /** Files it is about; rules for paths and languages fit no work without any. */
    readonly targets: readonly { readonly path: WorkspacePath }[];
  };
  readonly readSources: () => Promise<readonly TaskSource[]>;
}
