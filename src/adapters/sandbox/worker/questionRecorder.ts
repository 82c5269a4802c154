import type { AskedQuestion } from '../../../core/synthesis/scenario';

const questionLimit = 200;
const depthLimit = 3;
const textMethods = new Set(
  Object.getOwnPropertyNames(String.prototype).filter((name) => !['constructor', 'length'].includes(name)),
);
const listMethods = new Set(
  Object.getOwnPropertyNames(Array.prototype).filter((name) => !['constructor', 'length'].includes(name)),
);

interface Answers {
  readonly depth: number;
  readonly has: (name: string) => boolean;
}

function answering(depth: number): Answers {
  return { depth, has: () => true };
}

/**
 * Gives stand-ins for arguments of unknown shape, and records what code asks of them: properties, calls, turning into text or a
 * number. A stand-in answers every question with another one, as far down as `depthLimit`.
 */
export class QuestionRecorder {
  private questions: AskedQuestion[] = [];

  /** @returns what was asked since the last time */
  take(): readonly AskedQuestion[] {
    const taken = this.questions;
    this.questions = [];
    return taken;
  }

  /**
   * @param form what `typeof` says of it
   * @param denied so many of the properties that it is asked for first are not there: code asks on for others then
   */
  readonly standIn = (path: string, form: 'object' | 'function', denied = 0): object => {
    const first = new Set<string>();
    const has = (name: string): boolean => {
      if (first.size < denied) first.add(name);
      return !first.has(name);
    };
    return this.create(path, form, { depth: 0, has });
  };

  private create(path: string, form: 'object' | 'function', { depth, has }: Answers): object {
    const target = form === 'function' ? () => undefined : {};
    const ask = (kind: AskedQuestion['kind'], name = ''): void => this.note({ path, kind, name });
    return new Proxy(target, {
      get: (_, key) => {
        if (key === Symbol.toPrimitive) {
          return (hint: string) => {
            ask(hint === 'number' ? 'number' : hint === 'string' ? 'text' : 'primitive');
            return hint === 'string' ? 'text' : 1;
          };
        }
        if (key === Symbol.iterator) {
          ask('list');
          return function* () {};
        }
        if (typeof key === 'symbol' || key === 'then' || key === 'toJSON') return undefined;
        if (key === 'length' || /^\d+$/.test(key)) ask('list');
        else ask('property', key);
        if (key === 'length') return 1;
        if (key === 'constructor') return Object;
        if (key === 'prototype') return undefined;
        if (!has(key) || depth >= depthLimit) return undefined;
        const isMethod = textMethods.has(key) || listMethods.has(key);
        return this.create(`${path}.${key}`, isMethod ? 'function' : 'object', answering(depth + 1));
      },
      has: (_, key) => {
        if (typeof key !== 'string') return false;
        ask('property', key);
        return has(key);
      },
      apply: (_, __, given: unknown[]) => {
        ask('call');
        for (const argument of given) {
          // What a callback is given to call is called, once.
          if (typeof argument === 'function' && depth === 0) ask('call-back');
        }
        return depth >= depthLimit ? undefined : this.create(`${path}()`, 'object', answering(depth + 1));
      },
      construct: () => {
        ask('call');
        return {};
      },
      ownKeys: () => {
        ask('keys');
        return [];
      },
    });
  }

  private note(question: AskedQuestion): void {
    if (this.questions.length < questionLimit) this.questions.push(question);
  }
}
