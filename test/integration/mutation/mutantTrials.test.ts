import assert from 'node:assert/strict';
import { isAbortError } from '../../../src/base/abort';
import type { KillMap, MeasureKillsResult } from '../../../src/core/mutation/killMap';
import {
  aKillTrial,
  assertCandidate,
  dialects,
  type MutationSetup,
  nameOf,
  setUpMutation,
  type TestDialect,
  tableOf,
} from '../../support/killTrial';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';

const mocha = dialects.find(({ framework }) => framework === 'mocha') as TestDialect;

const stock = `import { spin } from './spin.js';

export function isLow(stock) {
  return stock < 3;
}

export function count(rounds) {
  const step = 0 + 1;
  return spin(rounds, step);
}

export class Shelf {
  fill(rounds) {
    return rounds + 1;
  }
}
`;

/** Has no mutants, so only from outside can anybody see that it never ends. */
const spin = `export function spin(rounds, step) {
  let sum = 0;
  for (let done = 0; done < rounds; done += step) sum += 1;
  return sum;
}
`;

/** What is the same in every framework is tried in the quickest of them. */
describe('trials of mutants', () => {
  let setup: MutationSetup;
  let project: ProjectCopy;

  before(async () => {
    setup = await setUpMutation();
  });
  after(() => setup.remove());
  beforeEach(async () => {
    project = await copyProject(mocha.fixture);
    await project.write(mocha.source, stock);
    await project.write('src/spin.js', spin);
  });
  afterEach(() => project.remove());

  const candidate = (id: string, name: string, line: string) =>
    assertCandidate(mocha, id, { lines: [line], names: [name] });
  const low = candidate('low', 'isLow', 'assert.equal(isLow(2), true);');
  const counted = candidate('counted', 'count', 'assert.equal(count(4), 4);');
  const again = candidate('again', 'count', 'assert.equal(count(2), 2);');

  it('go on behind a mutant that holds up the whole process, which is noticed by then', async () => {
    const { meter, runs } = await aKillTrial(mocha, setup.workbench(project));
    const kills = measured(await meter.measure([counted, low]));
    const { counted: ofCounted, low: ofLow } = tableOf(kills);
    assert.deepEqual(ofCounted, {
      killed: ['BlockStatement: { const step = 0 + 1; return s → {}', 'ArithmeticOperator: 0 + 1 → 0 - 1'],
      survived: [],
    });
    assert.deepEqual(ofLow?.survived, [
      'ConditionalExpression: stock < 3 → true',
      'EqualityOperator: stock < 3 → stock <= 3',
    ]);
    assert.ok(runs.length > 1);
    assert.ok(!Object.keys(await project.snapshot()).some((path) => path.includes('aqe-')));
  });

  it('are made for new tests only, when others have been measured before', async () => {
    const { meter, runs } = await aKillTrial(mocha, setup.workbench(project), {
      target: { units: ['isLow'] },
    });
    assert.deepEqual([...measured(await meter.measure([low])).byTest.keys()], ['low']);
    assert.equal(runs.length, 1);
    assert.deepEqual([...measured(await meter.measure([low])).byTest.keys()], ['low']);
    assert.equal(runs.length, 1);
    const lower = { ...low, id: 'lower', title: 'is lower' };
    assert.deepEqual([...measured(await meter.measure([low, lower])).byTest.keys()], ['low', 'lower']);
    assert.equal(runs.length, 2);
  });

  it('leave out what is muted, and more than so many mutants', async () => {
    const target = { units: ['isLow'] };
    const all = measured(
      await (await aKillTrial(mocha, setup.workbench(project), { target })).meter.measure([low]),
    );
    assert.equal(all.mutants.length, 5);
    const [first, second] = all.mutants;
    const muted = await aKillTrial(mocha, setup.workbench(project), {
      target,
      settings: { muted: [first?.key ?? '', second?.key ?? ''], maxMutants: 2 },
    });
    const kills = measured(await muted.meter.measure([low]));
    assert.deepEqual(
      kills.mutants.map(nameOf),
      [all.mutants[2], all.mutants[3]].map((mutant) => mutant && nameOf(mutant)),
    );
    assert.deepEqual(
      [...(kills.byTest.get('low')?.reached ?? [])].sort(),
      kills.mutants.map(({ id }) => id).sort(),
    );
  });

  it('are about the units that are asked for', async () => {
    const { meter } = await aKillTrial(mocha, setup.workbench(project), {
      target: { lines: { startLine: 13, endLine: 13 } },
    });
    const fill = candidate('fill', 'Shelf', 'assert.equal(new Shelf().fill(1), 2);');
    assert.deepEqual(measured(await meter.measure([fill])).mutants.map(nameOf), [
      'BlockStatement: { return rounds + 1; } → {}',
      'ArithmeticOperator: rounds + 1 → rounds - 1',
    ]);
  });

  it('are unavailable, with the reason, when no test can be run', async () => {
    const { meter } = await aKillTrial(mocha, setup.workbench(project));
    const broken = {
      ...low,
      imports: [...low.imports, { specifier: './nowhere.js', style: 'import' as const, names: ['a'] }],
    };
    const result = await meter.measure([broken]);
    assert.equal(result.status, 'unavailable');
    assert.match(result.status === 'unavailable' ? result.reason : '', /nowhere/);
  });

  it('end at once when they are cancelled, and leave no file', async () => {
    const controller = new AbortController();
    const { meter, runs } = await aKillTrial(mocha, setup.workbench(project), { signal: controller.signal });
    const measuring = meter.measure([counted, again]);
    const timer = setInterval(() => runs.length > 0 && controller.abort(), 20);
    await assert.rejects(measuring, isAbortError);
    clearInterval(timer);
    assert.ok(!Object.keys(await project.snapshot()).some((path) => path.includes('aqe-')));
  });
});

function measured(result: MeasureKillsResult): KillMap {
  assert.equal(result.status, 'measured', JSON.stringify(result));
  return result as KillMap;
}
