import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../../src/base/clock';
import { silentLogger } from '../../src/base/logger';
import type { createServices } from '../../src/composition/createServices';
import { parseFleetConfig } from '../../src/core/config/fleetConfig';
import type { LedgerRow } from '../../src/core/cost/ledgerStore';
import type { FleetRun } from '../../src/core/fleet/fleetRun';
import type { RunSummary } from '../../src/core/generation/runSummary';
import type { ConfirmSpending } from '../../src/core/generation/spendingPlan';
import { environmentKeys } from '../../src/core/providerKeys';
import type { Services } from '../../src/core/services';
import type { RunPart } from '../../src/core/streaming/runPart';
import { type BuiltScripts, buildScripts } from './builtScripts';
import { sqlWasmPath } from './sqlWasmPath';

/** The composition, built, because it loads parts of itself when it needs them, with the processes that it starts. */
export async function buildProduct(): Promise<BuiltScripts> {
  const scripts = await buildScripts([
    'sandboxWorker',
    'coverageProbe',
    'mochaReporter',
    'nodeTestReporter',
    'typeCheckWorker',
    'mutationWorker',
    'composition/createServices',
  ]);
  await copyFile(sqlWasmPath, path.join(scripts.folder, 'sql-wasm.wasm'));
  return scripts;
}

export interface ModelRunOptions {
  readonly scripts: BuiltScripts;
  /** Of a server that speaks OpenAI's protocol below `/v1`; the models' provider is `house`. */
  readonly url: string;
  readonly models: readonly object[];
  readonly workspaceRoot: string;
  readonly storageFolder: string;
  readonly target: string;
  /** Targets beside it. */
  readonly furtherTargets?: readonly string[];
  /** Of the whole run, in seconds: then its files are taken one after the other. */
  readonly timeLimitSeconds?: number;
  /** In dollars. */
  readonly budgetLimits?: object;
  /** Settings of the section `generation`. */
  readonly generation?: object;
  readonly confirmSpending?: ConfirmSpending;
  readonly onPart?: (part: RunPart) => Promise<void> | void;
}

export interface ModelRun {
  readonly run: FleetRun;
  readonly services: Services;
  readonly parts: readonly RunPart[];
  /** What the run ended with, when all of its parts are read. @throws when it did not finish */
  finished(): Promise<RunSummary>;
  /** All of the ledger. */
  rows(): Promise<readonly LedgerRow[]>;
}

/** Generates tests for one file with the product and models behind an address of this computer. */
export function startModelRun(options: ModelRunOptions): ModelRun {
  const { scripts, url, models, workspaceRoot, storageFolder, target, confirmSpending } = options;
  const config = parseFleetConfig({
    features: { multiModelRouter: true },
    nodePath: process.execPath,
    generation: { confirmSpending: confirmSpending !== undefined, ...options.generation },
    routing: {
      providers: { house: { baseURL: `${url}/v1` } },
      models,
      costTracking: { enabled: true, budgetLimits: options.budgetLimits ?? {} },
    },
  });
  const composition: { readonly createServices: typeof createServices } = require(
    path.join(scripts.folder, 'composition', 'createServices.js'),
  );
  const services = composition.createServices({
    door: 'command',
    logger: silentLogger,
    clock: systemClock,
    config: () => config,
    isTrusted: () => true,
    timeZone: 'UTC',
    storageFolder,
    distFolder: scripts.folder,
    keys: environmentKeys({ AGENTIC_QE_KEY_HOUSE: 'secret' }),
    ...(confirmSpending && { confirmSpending }),
  });
  const { fleet, costs, streams } = services;
  const { furtherTargets = [], timeLimitSeconds } = options;
  const run = fleet.submit({
    type: 'generate-tests',
    workspaceRoot,
    targets: [target, ...furtherTargets].map((file) => ({ path: file })),
    ...(timeLimitSeconds !== undefined && { timeLimitSeconds }),
  });
  const parts: RunPart[] = [];
  const reading = (async () => {
    for await (const { part } of streams.read(run.runId, 0, new AbortController().signal)) {
      parts.push(part);
      await options.onPart?.(part);
    }
  })();
  return {
    run,
    services,
    parts,
    finished: async () => {
      const result = await run.result;
      await reading;
      assert.ok(result.status === 'finished', JSON.stringify(result));
      assert.ok(result.summary.type === 'generate-tests');
      return result.summary;
    },
    rows: () => costs.rowsOf('all'),
  };
}

/** Titles of the tests that the model wrote and that were kept. */
export function keptBy({ receipts }: RunSummary, modelId: string): readonly string[] {
  return receipts
    .filter((receipt) => receipt.modelId === modelId && receipt.verdict.status === 'kept')
    .map(({ title }) => title);
}

/** What the user was told. */
export function noticesIn(parts: readonly RunPart[]): readonly string[] {
  return parts.flatMap((part) => (part.type === 'notice' ? [part.message] : []));
}
