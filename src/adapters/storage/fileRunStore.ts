import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import { isProcessAlive } from '../../base/node/isProcessAlive';
import { ConfigError } from '../../core/errors';
import type { RunRecord, RunStore } from '../../core/generation/runStore';
import { hasCode, replaceFile, temporaryFilePattern } from './durableFile';
import { proposedFileSchema, receiptSchema } from './proposalFormat';

const keptRecords = 50;
const runIdPattern = /^[\w-]{1,128}$/;

const fileChangeSchema = z
  .object({ path: z.string().min(1), before: z.string().optional(), after: z.string() })
  .transform(({ path, before, after }) => ({ path, before, after }));

const runRecordSchema: z.ZodType<RunRecord> = z.object({
  runId: z.string().regex(runIdPattern),
  workspaceRoot: z.string().min(1),
  startedAtMs: z.number().int(),
  ownerPid: z.number().int().positive(),
  state: z.enum(['running', 'finished', 'undone']),
  temporaryFiles: z.array(z.string().min(1)),
  // Records of earlier versions do not have them.
  newFolders: z.array(z.string().min(1)).default([]),
  changes: z.array(fileChangeSchema),
  kept: z.exactOptional(z.array(receiptSchema)),
  proposals: z.exactOptional(z.array(proposedFileSchema)),
});

export interface FileRunStoreOptions {
  /** Absolute; the records are `runs/<runId>.json` in it. Created by the first `save`. */
  readonly folder: string;
  readonly logger: Logger;
}

/**
 * Run records as one JSON file each, replaced in one step. Of all workspaces together the newest 50 are kept, and any older one
 * whose run is still at work. Files that cannot be read are skipped with a warning and stay where they are.
 */
export class FileRunStore implements RunStore {
  private readonly folder: string;
  private readonly logger: Logger;

  constructor({ folder, logger }: FileRunStoreOptions) {
    this.folder = join(folder, 'runs');
    this.logger = logger;
  }

  async save(record: RunRecord): Promise<void> {
    // Checked before it becomes a file name, and so that nothing is written that `list` would not read.
    runRecordSchema.parse(record);
    try {
      await mkdir(this.folder, { recursive: true });
    } catch (cause) {
      throw new ConfigError(
        'AGENTIC_QE_HOME',
        `The folder ${this.folder} cannot be created: ${describeError(cause)}.`,
        {
          hint: 'What a run changes is recorded there. Set the environment variable AGENTIC_QE_HOME to a folder that can be written.',
          cause,
        },
      );
    }
    await replaceFile(this.pathOf(record.runId), `${JSON.stringify(record, undefined, 2)}\n`);
    await this.prune(record.runId);
  }

  async list(workspaceRoot: string): Promise<readonly RunRecord[]> {
    const records = await this.readAll(await this.fileNames());
    // `relative` knows that drive letters and names have no case on Windows.
    return records.filter((record) => relative(record.workspaceRoot, workspaceRoot) === '');
  }

  private async prune(savedRunId: string): Promise<void> {
    const names = await this.fileNames();
    if (names.filter(isRecordName).length <= keptRecords) return;
    const records = await this.readAll(names);
    // What changed nothing is of use to nobody once it has ended: it must not push out what can be undone or decided on.
    const older = [...records.filter((record) => !isSpent(record)), ...records.filter(isSpent)].slice(
      keptRecords,
    );
    for (const { runId, state, ownerPid } of older) {
      if (runId === savedRunId || (state === 'running' && isProcessAlive(ownerPid))) continue;
      await rm(this.pathOf(runId), { force: true });
    }
    for (const name of names) {
      const pid = temporaryFilePattern.exec(name)?.[1];
      if (pid !== undefined && !isProcessAlive(Number(pid)))
        await rm(join(this.folder, name), { force: true });
    }
  }

  /** Newest first. */
  private async readAll(names: readonly string[]): Promise<RunRecord[]> {
    const records: RunRecord[] = [];
    for (const name of names.filter(isRecordName)) {
      const record = await this.read(join(this.folder, name));
      if (record) records.push(record);
    }
    return records.sort((a, b) => b.startedAtMs - a.startedAtMs);
  }

  private async read(path: string): Promise<RunRecord | undefined> {
    try {
      return runRecordSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch (error) {
      // Another process may have pruned it since the folder was listed.
      if (hasCode(error, 'ENOENT')) return undefined;
      this.logger.warn('A run record cannot be read and is skipped', { path, reason: describeError(error) });
      return undefined;
    }
  }

  private async fileNames(): Promise<string[]> {
    try {
      return await readdir(this.folder);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return [];
      throw error;
    }
  }

  private pathOf(runId: string): string {
    return join(this.folder, `${runId}.json`);
  }
}

function isSpent({ state, changes, kept = [], proposals = [] }: RunRecord): boolean {
  return state === 'finished' && changes.length + kept.length + proposals.length === 0;
}

function isRecordName(name: string): boolean {
  return name.endsWith('.json');
}
