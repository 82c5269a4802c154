import { syncBuiltinESMExports } from 'node:module';
import { type FileSystemCall, interceptFileSystem } from '../../base/node/interception/fileSystemCalls';
import { interceptNetwork } from '../../base/node/interception/networkCalls';
import type { OutwardCall } from '../../base/node/interception/outwardCall';
import {
  interceptExit,
  interceptMachineFacts,
  interceptProcess,
} from '../../base/node/interception/processCalls';
import { replaceFunction } from '../../base/node/interception/replaceFunction';
import type { WorldEffect } from '../../core/synthesis/scenario';
import type { MarkRecord } from '../../core/testing/probeRecords';
import type { BodyContext, MarkedBody } from './bodyContext';
import { OwnFolders } from './ownFolders';

/** Output and errors of the process: printing is no touch of the outside world. */
const lastStandardDescriptor = 2;

/**
 * Fails what a test body, or anything that it has started, does to the outside world, and writes down every touch. A folder of
 * its own below the temporary one is not the outside world, as long as it is gone in the end. What the runner does meanwhile,
 * and loading of modules, goes on as before.
 */
export class WorldGuard {
  private readonly effectsByBody = new WeakMap<MarkedBody, Set<WorldEffect>>();
  private readonly folders = new OwnFolders();
  private readonly foldersByBody = new WeakMap<MarkedBody, string[]>();

  constructor(
    private readonly context: BodyContext,
    private readonly write: (record: MarkRecord) => void,
  ) {
    interceptFileSystem((call) => {
      const { descriptor, isWriting } = call;
      if (descriptor !== undefined && /\.close(Sync)?$/.test(call.name)) this.folders.forget(descriptor);
      if (this.folders.isMaking(call)) return this.makeFolder(call);
      if (this.folders.holds(call)) return this.folders.proceed(call);
      // What goes on with an open file was noted when that was opened.
      if (
        descriptor !== undefined &&
        (!isWriting || descriptor <= lastStandardDescriptor || this.folders.isOwnDescriptor(descriptor))
      )
        return call.proceed();
      return isWriting ? this.block('file-system', call) : this.note('file-system', call);
    });
    interceptNetwork((call) => this.block('network', call));
    interceptProcess((call) => this.block('process', call));
    interceptExit((call) => this.block('process', call));
    interceptMachineFacts((call) => this.note('environment', call));
    syncBuiltinESMExports();
  }

  /**
   * Vitest's workers put a function of their own in place of `process.exit`, some for each file: it fails too, but nothing
   * would be noted.
   */
  watchVitestExit(): void {
    if (!/process\.exit unexpectedly called/.test(String(process.exit))) return;
    replaceFunction(process, 'exit', (proceed) => {
      const body = this.context.findCaller();
      if (body !== undefined) this.record('process', body);
      return proceed();
    });
  }

  /** Notes folders that the body has made and left behind. */
  checkFolders(body: MarkedBody): void {
    const made = this.foldersByBody.get(body) ?? [];
    if (made.some((folder) => this.folders.isLeft(folder))) this.record('file-system', body);
  }

  /** Nothing that a test could not remove stays behind. */
  close(): void {
    this.folders.removeAll();
  }

  /** Hooks may remove what they have made long after the body. */
  private makeFolder(call: FileSystemCall): unknown {
    const body = this.context.findCaller();
    return this.folders.make(call, (folder) => {
      if (body) this.foldersByBody.set(body, [...(this.foldersByBody.get(body) ?? []), folder]);
    });
  }

  private block(effect: WorldEffect, call: OutwardCall): unknown {
    const body = this.context.findCaller();
    if (body === undefined) return call.proceed();
    this.record(effect, body);
    return call.refuse(blockedError(body.realm, call.name));
  }

  private note(effect: WorldEffect, call: OutwardCall): unknown {
    const body = this.context.findCaller();
    if (body !== undefined) this.record(effect, body);
    return call.proceed();
  }

  private record(effect: WorldEffect, body: MarkedBody): void {
    const effects = this.effectsByBody.get(body) ?? new Set();
    this.effectsByBody.set(body, effects);
    if (effects.has(effect)) return;
    effects.add(effect);
    this.write({ kind: 'effect', mark: body.mark, effect });
  }
}

/** Of the realm's own class: errors of another realm are no instances of the test's `Error`. */
function blockedError(realm: object, what: string): Error {
  const own: unknown = Reflect.get(realm, 'Error');
  const RealmError = typeof own === 'function' ? (own as ErrorConstructor) : Error;
  const error = new RealmError(`Blocked by Agentic QE Fleet: ${what} in a test`);
  return Object.assign(error, { code: 'ERR_AGENTIC_QE_BLOCKED' });
}
