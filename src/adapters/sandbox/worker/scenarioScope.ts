import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { advanceAsyncName, advanceName, type Scenario, standInName } from '../../../core/synthesis/scenario';
import { folderName } from '../../../core/synthesis/testTools';
import { readExport } from './describeExports';
import { summarizeThrown } from './observeError';
import type { OwnFolder } from './ownFolder';
import type { VirtualClock } from './virtualClock';

export interface ScopeOptions {
  readonly moduleExports: unknown;
  readonly folder: OwnFolder;
  readonly clock: VirtualClock;
  readonly standIn: unknown;
}

/** What the steps of a scenario have in scope. @throws Error for an export that cannot be read */
export function scopeOf(
  { bindings, tools = [], clock: fakeClock }: Scenario,
  { moduleExports, folder, clock, standIn }: ScopeOptions,
): Map<string, unknown> {
  const scope = new Map<string, unknown>([[standInName, standIn]]);
  if (fakeClock) {
    scope.set(advanceName, clock.advance);
    scope.set(advanceAsyncName, clock.advanceAsync);
  }
  for (const name of tools) scope.set(name, name === folderName ? folder.open() : toolOf(name));
  for (const [local, exported] of Object.entries(bindings)) {
    try {
      scope.set(local, readExport(moduleExports, exported));
    } catch (error) {
      throw new Error(`Export ${exported} cannot be read: ${summarizeThrown(error)}`);
    }
  }
  return scope;
}

function toolOf(name: string): unknown {
  const own = { once, join: path.join };
  return Reflect.get(Reflect.has(own, name) ? own : fs, name);
}
