import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import type { SetTimer } from '../../base/timer';
import type { Services } from '../../core/services';
import type { WorkspacePath } from '../../core/testing/workspace';
import type { SpendingQuestions } from './spendingQuestions';

/** What a path on the disk leads to, with all symbolic links resolved. */
export interface PathTarget {
  readonly realPath: string;
  readonly kind: 'file' | 'folder';
}

/** What the process around the MCP server brings. */
export interface McpHost {
  readonly services: Pick<Services, 'fleet' | 'streams' | 'explainRouting' | 'costReport'>;
  readonly spending: SpendingQuestions;
  readonly version: string;
  /** Folders the user started the server for: absolute, symbolic links resolved. Code in them may be executed. */
  readonly folders: readonly string[];
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  /** Never stdout: that is the wire. */
  readonly logger: Logger;
  /** Undefined when the absolute path leads to nothing. */
  inspectPath(path: string): PathTarget | undefined;
  /** Workspace-relative path with forward slashes; undefined when the absolute path is not inside the folder. */
  relativePath(folder: string, path: string): WorkspacePath | undefined;
  /** For tests alone: registers more on the server of each client, before it is connected. */
  extend?(server: McpServer): void;
}
