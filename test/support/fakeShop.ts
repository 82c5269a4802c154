import type { FakeModuleContext } from './fakeSandbox';
import { aClassUnit, aFunctionUnit, aMethod, aParameter } from './synthesisBuilders';

/** A module with a bit of everything, instrumented by hand: counter n stands on line n + 1. */
export function fakeShop({ hit, world, touch }: FakeModuleContext): Record<string, unknown> {
  function discount(price: number, code: string): number {
    hit(0);
    if (price < 0) {
      hit(1);
      throw new RangeError('price must not be negative');
    }
    if (code === 'HALF') {
      hit(2);
      return price / 2;
    }
    hit(3);
    return price;
  }
  class Basket {
    readonly currency = 'EUR';
    private items: string[] = [];
    get size(): number {
      hit(10);
      return this.items.length;
    }
    add(sku: string): void {
      hit(11);
      if (sku === '') {
        hit(12);
        throw new Error('sku is missing');
      }
      this.items.push(sku);
    }
    remove(sku: string): boolean {
      hit(13);
      const index = this.items.indexOf(sku);
      if (index < 0) return false;
      hit(14);
      this.items.splice(index, 1);
      return true;
    }
  }
  async function retry(task: () => Promise<string>): Promise<string> {
    hit(20);
    try {
      return await task();
    } catch {
      hit(21);
      throw new Error('it failed for good');
    }
  }
  return {
    discount,
    Basket,
    retry,
    stamp: () => {
      hit(30);
      return `at ${world.clockOffsetMs}`;
    },
    save: () => {
      hit(31);
      touch('file-system');
      return true;
    },
    formatTicket: (count: number) => {
      hit(33);
      return `T-${count}-${count * 7}`;
    },
    readTicket: (ticket: string) => {
      hit(34);
      const [, count = '', check = ''] = ticket.split('-');
      if (!ticket.startsWith('T-') || Number(count) * 7 !== Number(check)) return null;
      hit(35);
      return Number(count);
    },
    spin: (count: number) => {
      hit(32);
      return count;
    },
  };
}

const text = { kind: 'string' } as const;

export const discountUnit = aFunctionUnit('discount', {
  parameters: [aParameter('price', { kind: 'number' }), aParameter('code', text)],
  constants: ["'HALF'"],
  range: { startLine: 1, endLine: 5 },
});

export const basketUnit = aClassUnit('Basket', {
  methods: [aMethod('add', [aParameter('sku', text)]), aMethod('remove', [aParameter('sku', text)])],
  readableProperties: ['currency', 'size'],
  range: { startLine: 10, endLine: 16 },
});

export const retryUnit = aFunctionUnit('retry', {
  isAsync: true,
  parameters: [aParameter('task', { kind: 'function', parameters: [], returns: text, isAsync: true })],
  range: { startLine: 20, endLine: 23 },
});

export const stampUnit = aFunctionUnit('stamp', { range: { startLine: 31, endLine: 31 } });
export const saveUnit = aFunctionUnit('save', { range: { startLine: 32, endLine: 32 } });
export const spinUnit = aFunctionUnit('spin', {
  parameters: [aParameter('count', { kind: 'number' })],
  range: { startLine: 33, endLine: 33 },
});

export const formatTicketUnit = aFunctionUnit('formatTicket', {
  parameters: [aParameter('count', { kind: 'number' })],
  range: { startLine: 34, endLine: 34 },
});
export const readTicketUnit = aFunctionUnit('readTicket', {
  parameters: [aParameter('ticket', text)],
  range: { startLine: 35, endLine: 36 },
});

/** The line of every counter. */
export const shopPointLines: readonly number[] = Array.from({ length: 36 }, (_, index) => index + 1);
