import { EventEmitter } from 'node:events';
import type { EmittedEvent } from '../../../core/synthesis/scenario';

const mostEvents = 60;

interface SeenEvent extends Omit<EmittedEvent, 'emitterStep'> {
  readonly emitter: unknown;
}

/** Sees the events of all emitters that inherit from Node's own. */
export class EventRecorder {
  private seen: SeenEvent[] = [];
  private step = 0;
  private isLate = false;

  install(): void {
    const note = (emitter: unknown, name: unknown, argumentCount: number): void => {
      if (typeof name !== 'string' || this.seen.length >= mostEvents) return;
      const { step, isLate } = this;
      this.seen.push({ emitter, name, step, isLate, argumentCount });
    };
    const { emit: original } = EventEmitter.prototype;
    EventEmitter.prototype.emit = function emit(...args) {
      note(this, args[0], args.length - 1);
      return Reflect.apply(original, this, args);
    };
  }

  restart(): void {
    this.seen = [];
    this.isLate = false;
  }

  /** What happens from now on belongs to this step. */
  beginStep(step: number): void {
    this.step = step;
    this.isLate = false;
  }

  endStep(): void {
    this.isLate = true;
  }

  /** @param values what the steps gave, in order */
  eventsOf(values: readonly unknown[]): readonly EmittedEvent[] {
    return this.seen.flatMap(({ emitter, ...event }) => {
      const emitterStep = values.indexOf(emitter);
      return emitterStep < 0 ? [] : [{ ...event, emitterStep }];
    });
  }
}
