import assert from 'node:assert/strict';
import {
  describeRule,
  findRule,
  type RoutingRule,
  routingRuleSchema,
} from '../../../../src/core/routing/routingRule';
import { aTask } from '../../../support/tasks';

const taskAbout = (...paths: string[]) => {
  const targets = paths.map((path) => ({ path }));
  return aTask({ request: { type: 'generate-tests', workspaceRoot: '/workspace', targets } });
};
const isFor = (rule: Partial<RoutingRule>, task = taskAbout('src/a.ts'), agent?: 'test-generator') =>
  findRule([{ model: 'm', ...rule }], task, agent) !== undefined;

describe('findRule', () => {
  it('takes the first that fits, and says which one it was', () => {
    const rules = [{ path: 'lib/**', model: 'a' }, { path: 'src/**', model: 'b' }, { model: 'c' }];
    const matched = findRule(rules, taskAbout('src/a.ts'), undefined);
    assert.equal(matched?.rule.model, 'b');
    assert.equal(matched && describeRule(matched), 'rule 2 (src/**)');
    const last = findRule(rules, taskAbout('test/a.ts'), undefined);
    assert.equal(last && describeRule(last), 'rule 3 (every task)');
  });

  it('goes by the type of the task', () => {
    assert.equal(isFor({ taskType: 'generate-tests' }), true);
    assert.equal(isFor({ taskType: 'quality-gate' }), false);
  });

  it('goes by the agent, and fits no task of which it is not known', () => {
    assert.equal(isFor({ agent: 'test-generator' }, undefined, 'test-generator'), true);
    assert.equal(isFor({ agent: 'quality-gate' }, undefined, 'test-generator'), false);
    assert.equal(isFor({ agent: 'test-generator' }), false);
  });

  it('asks for every file of the task', () => {
    assert.equal(isFor({ path: 'src/**' }, taskAbout('src/a.ts', 'src/b.ts')), true);
    assert.equal(isFor({ path: 'src/**' }, taskAbout('src/a.ts', 'lib/b.ts')), false);
    assert.equal(isFor({ path: '**' }, taskAbout()), false);
  });

  it('goes by the language, which the extension tells', () => {
    for (const path of ['a.ts', 'a.tsx', 'a.mts', 'a.cts']) {
      assert.equal(isFor({ language: 'typescript' }, taskAbout(path)), true, path);
      assert.equal(isFor({ language: 'javascript' }, taskAbout(path)), false, path);
    }
    for (const path of ['a.js', 'a.jsx', 'a.mjs', 'a.cjs']) {
      assert.equal(isFor({ language: 'javascript' }, taskAbout(path)), true, path);
    }
    assert.equal(isFor({ language: 'typescript' }, taskAbout('a.ts', 'b.js')), false);
  });

  it('asks for all conditions together', () => {
    const rule = { path: 'src/**', language: 'typescript' } as const;
    assert.equal(isFor(rule, taskAbout('src/a.ts')), true);
    assert.equal(isFor(rule, taskAbout('src/a.js')), false);
    assert.equal(isFor(rule, taskAbout('lib/a.ts')), false);
  });
});

describe('routingRuleSchema', () => {
  it('refuses a pattern that stands for too many', () => {
    const path = '{a,b}'.repeat(7);
    assert.equal(routingRuleSchema.safeParse({ model: 'm', path }).success, false);
  });
});
