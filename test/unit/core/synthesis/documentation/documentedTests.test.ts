import assert from 'node:assert/strict';
import type { CandidateRequest } from '../../../../../src/core/generation/candidate';
import { createEmbeddedEngine } from '../../../../../src/core/synthesis/embeddedEngine';
import type { WorkedExample } from '../../../../../src/core/synthesis/moduleModel';
import { type FakeModule, FakeSandbox } from '../../../../support/fakeSandbox';
import {
  aCandidateRequest,
  aClassUnit,
  aFunctionUnit,
  allParts,
  aMethod,
  aParameter,
} from '../../../../support/synthesisBuilders';

const number = { kind: 'number' } as const;

const bank: FakeModule = ({ hit }) => {
  class Account {
    private cents = 0;
    add(cents: number): number {
      hit(4);
      this.cents += cents;
      return this.cents;
    }
  }
  return {
    fee: (amount: number): number => {
      hit(0);
      if (amount < 0) {
        hit(1);
        throw new RangeError('amount must not be negative');
      }
      hit(2);
      return amount / 10;
    },
    Account,
  };
};

const units = [
  aFunctionUnit('fee', { range: { startLine: 1, endLine: 3 }, parameters: [aParameter('amount', number)] }),
  aClassUnit('Account', {
    range: { startLine: 5, endLine: 5 },
    methods: [{ ...aMethod('add', [aParameter('cents', number)]), range: { startLine: 5, endLine: 5 } }],
  }),
];

function anExample(code: string, result?: string, changes: Partial<WorkedExample> = {}): WorkedExample {
  return {
    callee: 'fee',
    code,
    setup: [],
    bindings: { fee: 'fee' },
    ...(result !== undefined && { result }),
    ...changes,
  };
}

async function testsFor(...workedExamples: WorkedExample[]) {
  const { model, ...rest } = aCandidateRequest(units, [1, 2, 3, 4, 5]);
  const request: CandidateRequest = { ...rest, model: { ...model, workedExamples } };
  const engine = createEmbeddedEngine({ sandbox: new FakeSandbox(bank) });
  const parts = await allParts(engine.write(request, new AbortController().signal));
  return parts.flatMap((part) =>
    part.type === 'candidate'
      ? [{ text: part.candidate.bodyLines.join('\n'), claim: part.candidate.claim }]
      : [],
  );
}

function valuesOf(tests: readonly { readonly text: string }[], call: string): readonly string[] {
  return tests.map(({ text }) => text).filter((text) => text.includes(`expect(${call}`));
}

describe('documented tests', () => {
  it('take an example that holds in place of a call of their own', async () => {
    const tests = await testsFor(anExample('fee(730)', '73'));
    assert.deepEqual(valuesOf(tests, 'fee('), ['expect(fee(730)).toBe(73);']);
  });

  it('take along what an example needs before it, and nothing more', async () => {
    const tests = await testsFor(
      anExample('account.add(3)', '5', {
        callee: 'add',
        setup: [{ name: 'account', code: 'new Account()' }, { code: 'account.add(2)' }],
        bindings: { Account: 'Account' },
      }),
      anExample('other.add(3)', '3', {
        callee: 'add',
        setup: [{ name: 'other', code: 'new Account()' }, { code: 'other.add(2)' }],
        bindings: { Account: 'Account' },
      }),
    );
    const texts = tests.map(({ text }) => text).join('\n');
    assert.match(texts, /const other = new Account\(\);\n\nexpect\(other\.add\(3\)\)\.toBe\(3\)/);
  });

  it('understand names of whole modules', async () => {
    const tests = await testsFor(anExample('bank.fee(730)', '73', { bindings: { bank: '*' } }));
    assert.deepEqual(valuesOf(tests, 'fee('), ['expect(fee(730)).toBe(73);']);
  });

  it('demand what the documentation says where the code does not do it, and say why', async () => {
    const [first] = await testsFor(anExample('fee(20)', '3'));
    assert.deepEqual(first, {
      text: 'expect(fee(20)).toBe(3);',
      claim: 'The documentation says that fee(20) gives 3, and it gives 2.',
    });
  });

  it('demand an error that the documentation promises', async () => {
    const [first] = await testsFor(anExample('fee(20)'));
    assert.deepEqual(first, {
      text: 'expect(() => fee(20)).toThrow();',
      claim: 'The documentation says that fee(20) throws, and it gives 2.',
    });
  });

  it('accuse nothing where they may mean another module of the package, and are tests where they hold', async () => {
    const tests = await testsFor(
      anExample('fee(20)', '3', { mayMeanAnother: true }),
      anExample('fee(70)', '7', { mayMeanAnother: true }),
    );
    assert.deepEqual(
      tests.filter(({ claim }) => claim !== undefined),
      [],
    );
    assert.ok(tests.some(({ text }) => text.includes('fee(70)')));
  });

  it('leave no test that blesses what is contradicted; errors, other functions and examples that hold stay', async () => {
    const tests = await testsFor(anExample('fee(20)', '3'), anExample('fee(730)', '73'));
    const kept = tests.filter(({ claim }) => claim === undefined).map(({ text }) => text);
    assert.deepEqual(
      valuesOf(
        tests.filter(({ claim }) => claim === undefined),
        'fee(',
      ),
      ['expect(fee(730)).toBe(73);'],
    );
    assert.ok(kept.some((text) => text.includes('amount must not be negative')));
    assert.ok(kept.some((text) => text.includes('.add(')));
  });
});
