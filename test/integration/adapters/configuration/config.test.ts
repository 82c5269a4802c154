import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Config, type ConfigSources } from '../../../../src/adapters/configuration/config';
import { parseFleetConfig } from '../../../../src/core/config/fleetConfig';
import { verifies } from '../../../requirements';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('Config', () => {
  const folder = useTemporaryFolder();
  const write = (file: string, content: unknown): string => {
    const target = path.join(folder(), file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, typeof content === 'string' ? content : JSON.stringify(content));
    return target;
  };
  const agents = (maxAgents: number) => ({ fleet: { maxAgents } });
  const configOf = (sources: Partial<ConfigSources>) => new Config({ environment: {}, ...sources });

  it(`reads a file with its models, and the environment ${verifies('CFG-5.2-18')}`, async () => {
    const models = [{ name: 'mine', tier: 'simple', prices: { input: 1, output: 2 } }];
    const file = write('a.json', { routing: { models } });
    const config = await Config.load(file, { FEATURE_STREAMING: 'true' });
    assert.deepEqual([config.routing.models, config.features.streaming], [models, true]);
  });

  it('gives the defaults without a file and an environment', async () => {
    assert.deepEqual(await Config.load(undefined, {}), parseFleetConfig({}));
  });

  it(`prefers option, named file, workspace file, user file, environment, default in this order ${verifies('CFG-5.2-19')}`, () => {
    const threshold = (backpressureThreshold: number) => ({ streaming: { backpressureThreshold } });
    const sources = {
      options: threshold(0.1),
      configPath: write('named.json', threshold(0.2)),
      workspaceRoot: path.dirname(write('workspace/agentic-qe.json', threshold(0.3))),
      storageFolder: path.dirname(write('storage/config.json', threshold(0.4))),
      environment: {},
      defaults: threshold(0.5),
    };
    const order: (keyof typeof sources)[] = [
      'options',
      'configPath',
      'workspaceRoot',
      'storageFolder',
      'defaults',
    ];
    const seen = order.map((_, index) => {
      const left = Object.fromEntries(order.slice(index).map((name) => [name, sources[name]]));
      return configOf(left).current().streaming.backpressureThreshold;
    });
    assert.deepEqual(seen, [0.1, 0.2, 0.3, 0.4, 0.5]);
    const environment = { COST_TRACKING_ENABLED: 'false' };
    const host = { routing: { costTracking: { enabled: true } } };
    const tracking = (config: Config) => config.current().routing.costTracking.enabled;
    assert.equal(tracking(configOf({ environment, defaults: host })), false);
    const user = path.dirname(write('on/config.json', host));
    assert.equal(tracking(configOf({ environment, storageFolder: user })), true);
  });

  it(`reads a file again when it has changed, come or gone ${verifies('ROLL-10.2-1')}`, () => {
    const config = configOf({ workspaceRoot: folder() });
    assert.equal(config.current().fleet.maxAgents, 2);
    const file = write('agentic-qe.json', agents(3));
    assert.equal(config.current().fleet.maxAgents, 3);
    write('agentic-qe.json', agents(10));
    assert.equal(config.current().fleet.maxAgents, 10);
    rmSync(file);
    assert.equal(config.current().fleet.maxAgents, 2);
  });

  const refused: [what: string, content: unknown, message: RegExp][] = [
    ['no JSON', '{ nonsense', /a\.json cannot be read: /],
    ['no object', [1], /a\.json is not an object of settings/],
    [
      'an unknown setting',
      { featurs: { streaming: true } },
      /a\.json has no such setting: featurs\.streaming/,
    ],
    ['an unknown section', { whatever: 1 }, /a\.json has no such setting: whatever/],
    ['a wrong value', agents(99), /^fleet\.maxAgents in .*a\.json is 99:/],
  ];
  for (const [what, content, message] of refused) {
    it(`refuses ${what}, naming the file ${verifies('CFG-5.2-18')}`, () => {
      const configPath = write('a.json', content);
      assert.throws(() => configOf({ configPath }).current(), { name: 'ConfigError', message });
    });
  }

  it('refuses a named file that is not there', () => {
    assert.throws(() => configOf({ configPath: path.join(folder(), 'none.json') }).current(), {
      name: 'ConfigError',
      message: /none\.json does not exist/,
    });
  });

  it('does not let a workspace decide what its reader spends', () => {
    write('agentic-qe.json', { routing: { costTracking: { budgetLimits: { daily: 1000 } } } });
    assert.throws(() => configOf({ workspaceRoot: folder() }).current(), {
      message: /routing\.costTracking\.budgetLimits\.daily cannot be set in .*budgets and prices are yours/,
    });
  });

  it('lets a workspace bring rules, and neither models nor addresses', () => {
    const rules = [{ path: 'src/**', model: 'claude-opus-5-5' }];
    write('agentic-qe.json', { routing: { rules } });
    const config = configOf({ workspaceRoot: folder() });
    assert.deepEqual(config.current().routing.rules, rules);
    const theirs = {
      providers: { theirs: { baseURL: 'https://evil.example/v1' } },
      models: [{ name: 'claude-opus-5-5' }],
      forcedModel: 'claude-opus-5-5',
      allowedModels: ['claude-opus-5-5'],
      exploreRate: 1,
    };
    for (const [key, value] of Object.entries(theirs)) {
      write('agentic-qe.json', { routing: { [key]: value } });
      assert.throws(() => config.current(), { message: new RegExp(`routing\\.${key} cannot be set in `) });
    }
  });

  it('does not take keys of Object.prototype for settings', () => {
    const configPath = write('a.json', '{"__proto__": {"fleet": {"maxAgents": 9}}}');
    assert.equal(configOf({ configPath }).current().fleet.maxAgents, 2);
    assert.equal(({} as { fleet?: unknown }).fleet, undefined);
  });

  it('lets a workspace switch the router off, but not on over its reader', () => {
    const storageFolder = path.dirname(
      write('storage/config.json', { features: { multiModelRouter: true } }),
    );
    write('agentic-qe.json', { features: { multiModelRouter: false } });
    assert.equal(
      configOf({ workspaceRoot: folder(), storageFolder }).current().features.multiModelRouter,
      false,
    );
    write('agentic-qe.json', { features: { multiModelRouter: true } });
    assert.throws(() => configOf({ workspaceRoot: folder() }).current(), {
      message: /features\.multiModelRouter can only be switched off in .*agentic-qe\.json/,
    });
  });
});
