import type { AskedQuestion } from '../../../core/synthesis/scenario';

const questionLimit = 200;
const depthLimit = 3;
/** Callbacks that are called in one scenario: some code asks on until the end, and never sees it. */
const callbackLimit = 40;
const textMethods = new Set(
  Object.getOwnPropertyNames(String.prototype).filter((name) => !['constructor', 'length'].includes(name)),
);
const listMethods = new Set(
  Object.getOwnPropertyNames(Array.prototype).filter((name) => !['constructor', 'length'].includes(name)),
);

type Callback = (...given: unknown[]) => unknown;

function kindOfArgument(argument: unknown): string {
  if (typeof argument === 'function') return 'function';
  return argument === null || argument === true ? 'sign' : 'value';
}

const callMethods = new Set(['apply', 'call', 'bind']);

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
  private callbackCount = 0;

  /** @returns what was asked since the last time */
  take(): readonly AskedQuestion[] {
    const taken = this.questions;
    this.questions = [];
    this.callbackCount = 0;
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
        if (form === 'function' && callMethods.has(key)) return Reflect.get(Function.prototype, key);
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
        ask('call', given.map(kindOfArgument).join());
        const answer = () => this.create(`${path}()`, 'object', answering(depth + 1));
        if (depth === 0) this.callBack(given, answer);
        return depth >= depthLimit ? undefined : answer();
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

  /** What is given a callback answers by it: with one item, then that there is no more. */
  private callBack(given: readonly unknown[], answer: () => object): void {
    const callback = given.findLast((argument) => typeof argument === 'function') as Callback | undefined;
    if (!callback) return;
    if (++this.callbackCount > callbackLimit) throw new Error('Asked again and again');
    if (this.callbackCount % 2 === 1) callback(null, answer());
    else callback(true);
  }

  private note(question: AskedQuestion): void {
    if (this.questions.length < questionLimit) this.questions.push(question);
  }
}
