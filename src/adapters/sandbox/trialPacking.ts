import type { Trial, TrialCall, TrialConstant, TrialInput } from '../../core/synthesis/trial';

/** What is called, without its arguments. */
export interface PackedHead {
  /** `whole`: the path is all of the call. */
  readonly form: TrialCall['callable']['form'] | 'whole';
  readonly path: string;
  /** All items are taken of what it gives. */
  readonly isDrained?: true;
  /** Of the inputs in the path. */
  readonly setup: TrialInput['setup'];
}

/** In the place of a head: what the call before it gave is the receiver from here on. */
export const keep = -1;

/** Trials by the numbers of their parts; parts that were not sent before come along. */
export interface PackedTrials {
  /** The number of the first of them follows on from the last one that was sent. */
  readonly heads: readonly PackedHead[];
  readonly inputs: readonly TrialInput[];
  /** For each call: head, 1 if it is made on what the call before it gave, number of arguments, arguments. `keep` follows the receiver. */
  readonly trials: readonly (readonly number[])[];
}

/** Most parts of trials are the same: each is sent to a child once, and is called by its number then. */
export class TrialPacker {
  private readonly headNumbers = new Map<string, number>();
  private readonly inputNumbers = new Map<string, number>();
  private newHeads: PackedHead[] = [];
  private newInputs: TrialInput[] = [];

  pack(trials: readonly Trial[]): PackedTrials {
    const numbers = trials.map((trial) => this.numbersOf(trial));
    const packed = { heads: this.newHeads, inputs: this.newInputs, trials: numbers };
    this.newHeads = [];
    this.newInputs = [];
    return packed;
  }

  private numbersOf({ receiver, calls }: Trial): number[] {
    const numbers: number[] = [];
    if (receiver) {
      this.add(receiver.call, numbers);
      numbers.push(keep);
    }
    for (const call of calls) this.add(call, numbers);
    return numbers;
  }

  private add(call: TrialCall, numbers: number[]): void {
    if (call.on) this.add(call.on, numbers);
    const inputs = call.expression === undefined ? call.arguments : [];
    numbers.push(this.headNumber(call), call.on ? 1 : 0, inputs.length);
    for (const input of inputs) numbers.push(this.inputNumber(input));
  }

  private headNumber({ callable, before = [], expression, isDrained }: TrialCall): number {
    const form = expression === undefined ? callable.form : 'whole';
    const path = expression ?? callable.path;
    const setup = before.flatMap((input) => input.setup.map(plainConstant));
    const key = `${isDrained ? '...' : ''}${form} ${path}${setup.map((one) => `;${textOf(one)}`).join('')}`;
    return numberOf(key, this.headNumbers, () =>
      this.newHeads.push(isDrained ? { form, path, setup, isDrained } : { form, path, setup }),
    );
  }

  private inputNumber({ code, setup }: TrialInput): number {
    const key = setup.length === 0 ? code : `${setup.map((one) => `${textOf(one)};`).join('')}${code}`;
    const plain = setup.map(plainConstant);
    return numberOf(key, this.inputNumbers, () => this.newInputs.push({ code, setup: plain }));
  }
}

function plainConstant({ name, code, uses }: TrialConstant): TrialConstant {
  return uses ? { name, code, uses } : { name, code };
}

function textOf({ name, code, uses = [] }: TrialConstant): string {
  return [`${name}=${code}`, ...uses].join(';');
}

function numberOf(key: string, numbers: Map<string, number>, add: () => void): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  const number = numbers.size;
  numbers.set(key, number);
  add();
  return number;
}
