import assert from 'node:assert/strict';
import { aCandidateRequest } from '../../../../support/modelSourceBuilders';
import { screened } from '../../../../support/screenedTest';
import { aClassUnit, aMethod } from '../../../../support/synthesisBuilders';

const check = 'expect(discount(1)).toBe(1);';

describe('a test that mocks what it tests', () => {
  const rejected: Readonly<Record<string, string>> = {
    "vi.mock('./shop');": 'It mocks ./shop, the module under test, with vi.mock.',
    "vi.mock('./shop.js', () => ({}));": 'It mocks ./shop.js, the module under test, with vi.mock.',
    "vi.mock(import('./shop'));": 'It mocks ./shop, the module under test, with vi.mock.',
    "vi.doMock('./tax', () => ({}));": 'It mocks ./tax with vi.doMock: a test has to use the real modules.',
    "const { mock } = vi; mock('./tax');": 'It mocks ./tax with vi.mock: a test has to use the real modules.',
    "vi['mock']('./tax');": 'It mocks ./tax with vi.mock: a test has to use the real modules.',
    'vi.resetModules();': 'It calls vi.resetModules: a test has to use the real modules.',
    'vi.hoisted(() => 1);': 'It calls vi.hoisted: a test has to use the real modules.',
    "vi.spyOn(shop, 'discount');": 'It replaces a part of shop, which it tests, with vi.spyOn.',
    "vi.spyOn(Basket.prototype, 'add');":
      'It replaces a part of Basket.prototype, which it tests, with vi.spyOn.',
    "vi.spyOn(new Basket(), 'add');": 'It replaces a part of new Basket(), which it tests, with vi.spyOn.',
    "const basket = new Basket(); vi.spyOn(basket, 'add');":
      'It replaces a part of basket, which it tests, with vi.spyOn.',
    "let basket; basket = new Basket(); vi.spyOn(basket, 'add');":
      'It replaces a part of basket, which it tests, with vi.spyOn.',
    "const { basket } = await load(1); vi.spyOn(basket, 'add');":
      'It replaces a part of basket, which it tests, with vi.spyOn.',
    "const open = () => new Basket(); const basket = open(); vi.spyOn(basket, 'add');":
      'It replaces a part of basket, which it tests, with vi.spyOn.',
    "const own = { basket: new Basket() }; vi.spyOn(own.basket, 'add');":
      'It replaces a part of own.basket, which it tests, with vi.spyOn.',
    "class Own extends Basket {} vi.spyOn(Own.prototype, 'add');":
      'It replaces a part of Own.prototype, which it tests, with vi.spyOn.',
    "const basket = new Basket(); vi.spyOn(Object.getPrototypeOf(basket), 'add');":
      'It replaces a part of Object.getPrototypeOf(basket), which it tests, with vi.spyOn.',
    'vi.mocked(discount).mockReturnValue(1);':
      'It replaces a part of discount, which it tests, with vi.mocked.',
    'Basket.prototype.add = () => 1;': 'It replaces Basket.prototype.add, a part of what it tests.',
    "Basket['prototype']['add'] = () => 1;": 'It replaces Basket.prototype.add, a part of what it tests.',
    'delete Basket.prototype.add;': 'It replaces Basket.prototype.add, a part of what it tests.',
    'Object.assign(Basket.prototype, { add() {} });':
      'It replaces Basket.prototype, a part of what it tests.',
    "Object.defineProperty(Basket.prototype, 'add', { value: 1 });":
      'It replaces Basket.prototype.add, a part of what it tests.',
    'shop.rate = 2;': 'It replaces shop.rate, a part of what it tests.',
    'const basket = new Basket(); basket.add = () => 1;': 'It replaces basket.add, a part of what it tests.',
    'const basket = new Basket(); basket.add = vi.fn();': 'It replaces basket.add, a part of what it tests.',
    'const basket = new Basket(); const fake = vi.fn(); basket.add = fake;':
      'It replaces basket.add, a part of what it tests.',
  };
  for (const [body, detail] of Object.entries(rejected)) {
    it(`rejects ${body}`, () =>
      assert.deepEqual(screened(`${body}\n${check}`), { reason: 'mocks-subject', detail }));
  }

  const others: readonly [
    framework: 'jest' | 'node-test' | 'mocha',
    body: string,
    imports: Record<string, string[]>,
  ][] = [
    ['jest', "jest.mock('./shop');", {}],
    ['jest', "jest.unstable_mockModule('./tax', () => ({}));", {}],
    ['jest', "jest.spyOn(Basket.prototype, 'add');", {}],
    ['node-test', "mock.module('./tax');", {}],
    ['node-test', "mock.method(Basket.prototype, 'add', () => 1);", {}],
    ['mocha', "sinon.stub(Basket.prototype, 'add');", {}],
    ['mocha', "const sandbox = sinon.createSandbox(); sandbox.stub(shop, 'discount');", {}],
    ['mocha', "stub(shop, 'discount');", { sinon: ['stub'] }],
    ['mocha', 'sinon.createStubInstance(Basket);', {}],
    ['mocha', "replaceIn('./shop', {});", { proxyquire: ['default as replaceIn'] }],
    ['mocha', "rewire('./shop');", { rewire: ['default as rewire'] }],
  ];
  for (const [framework, body, modules] of others) {
    it(`rejects ${body} with ${framework}`, () => {
      const imports = Object.entries(modules).map(([specifier, names]) => ({
        specifier,
        style: 'import' as const,
        names,
      }));
      assert.equal(
        screened(`${body}\nassert.equal(discount(1), 1);`, { style: { framework }, imports })?.reason,
        'mocks-subject',
      );
    });
  }

  for (const body of [
    'const store = { save: vi.fn() }; new Basket(store);',
    "const store = { save() {} }; vi.spyOn(store, 'save'); new Basket(store);",
    'const store = new Map(); store.get = vi.fn(); new Basket(store);',
    "vi.spyOn(console, 'log').mockImplementation(() => {});",
    'const fake = vi.fn(); discount(fake);',
    'const basket = new Basket(); basket.rebate = 0.1;',
    'const basket = new Basket(); basket.items[0].count += 1;',
    'const basket = new Basket(); basket.onAdd = vi.fn();',
    'const list = []; list.add = () => 1; discount(list);',
  ]) {
    it(`lets through ${body}`, () => assert.equal(screened(`${body}\n${check}`), undefined));
  }

  it('knows from the module what is a method and what may be set', () => {
    const { model } = aCandidateRequest();
    const units = [aClassUnit('Basket', { methods: [aMethod('onAdd')], readableProperties: ['sort'] })];
    const screen = (name: string) =>
      screened(`const basket = new Basket(); basket.${name} = () => 1;\n${check}`, {
        plan: { model: { ...model, units } },
      })?.detail;
    assert.deepEqual(
      [screen('onAdd'), screen('sort')],
      ['It replaces basket.onAdd, a part of what it tests.', undefined],
    );
  });
});
