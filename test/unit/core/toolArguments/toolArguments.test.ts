import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { costArgumentsSchema } from '../../../../src/core/toolArguments/costArguments';
import {
  generationArgumentsSchema,
  toGenerationRequest,
} from '../../../../src/core/toolArguments/generationArguments';
import { routingArgumentsSchema } from '../../../../src/core/toolArguments/routingArguments';
import { targetArgumentsSchema, toTaskRequest } from '../../../../src/core/toolArguments/targetArguments';

const schemas = {
  generation: generationArgumentsSchema,
  targets: targetArgumentsSchema,
  routing: routingArgumentsSchema,
  costs: costArgumentsSchema,
};
const files = ['src/cart.ts'];
const place = { workspaceRoot: '/shop', targets: [{ path: 'src/cart.ts' }] };

describe('arguments of tools', () => {
  for (const [name, schema] of Object.entries(schemas)) {
    it(`describe every argument: ${name}`, () => {
      const { properties, additionalProperties } = z.toJSONSchema(schema, { io: 'input' });
      const silent = Object.entries(properties ?? {}).filter(
        ([, property]) => typeof property === 'object' && !property.description,
      );
      assert.deepEqual(
        silent.map(([key]) => key),
        [],
      );
      assert.equal(additionalProperties, false);
    });
  }

  const mistakes: [schema: keyof typeof schemas, given: unknown, sentence: RegExp][] = [
    ['targets', {}, /^files must name at least one file, or changedSince/],
    ['targets', { files: [] }, /^files must name at least one file, or changedSince/],
    ['targets', { files: 'src/cart.ts' }, /^files must be a list of paths$/],
    ['targets', { files: [7] }, /^every entry of files must be a path$/],
    ['targets', { files: [''] }, /^an entry of files is empty$/],
    ['targets', { files: ['x'.repeat(5000)] }, /^an entry of files is longer than 4096 characters$/],
    ['targets', { files: Array(51).fill('a.ts') }, /^files must not name more than 50 files$/],
    ['targets', { files, workspace: '' }, /^workspace is empty/],
    ['targets', { files, changedSince: '' }, /^changedSince is empty/],
    ['targets', { files, changedSince: 'x'.repeat(251) }, /^changedSince is longer than 250/],
    ['targets', { files, framework: 'qunit' }, /^framework must be one of vitest, jest/],
    ['targets', { files, goalPercent: 5 }, /^there is no argument "goalPercent"$/],
    ['targets', JSON.parse('{"files":["a.ts"],"__proto__":{"polluted":true}}'), /^there is no argument/],
    ['generation', { files, scope: 'all' }, /^scope must be one of everything, uncovered$/],
    ['generation', { files, goalPercent: 101 }, /^goalPercent must be a number from 0 to 100$/],
    ['generation', { files, goalPercent: '90' }, /^goalPercent must be a number from 0 to 100$/],
    ['generation', { files, timeLimitSeconds: 0 }, /^timeLimitSeconds must be a number from 1 to 86400$/],
    ['generation', { files, dryRun: 'yes' }, /^dryRun must be true or false$/],
    ['routing', {}, /^files must be a list of paths$/],
    ['routing', { files: [] }, /^files must name at least one file$/],
    ['costs', { period: 'year' }, /^period must be one of day, week, month, all$/],
    ['costs', { by: 'colour' }, /^by must be one of model, task/],
  ];
  for (const [name, given, sentence] of mistakes) {
    it(`say what is wrong with ${JSON.stringify(given).slice(0, 60)} (${name})`, () => {
      const { error } = z.safeParse(schemas[name], given);
      assert.match(error?.issues[0]?.message ?? 'accepted', sentence);
    });
  }

  it('need no files where changedSince says which', () => {
    const named = targetArgumentsSchema.parse({ changedSince: 'main' });
    assert.deepEqual(toTaskRequest('quality-gate', { ...place, targets: [] }, named), {
      type: 'quality-gate',
      workspaceRoot: '/shop',
      targets: [],
      changedSince: 'main',
    });
  });

  it('become a request for tests', () => {
    const named = generationArgumentsSchema.parse({
      files,
      framework: 'jest',
      scope: 'uncovered',
      goalPercent: 90,
      timeLimitSeconds: 30,
      dryRun: true,
    });
    assert.deepEqual(toGenerationRequest(place, named), {
      type: 'generate-tests',
      ...place,
      framework: 'jest',
      scope: 'uncovered',
      goalPercent: 90,
      timeLimitSeconds: 30,
      writeMode: 'dry-run',
    });
  });

  it('ask for nothing that was not named', () => {
    const named = generationArgumentsSchema.parse({ files, dryRun: false });
    assert.deepEqual(toGenerationRequest(place, named), { type: 'generate-tests', ...place });
  });

  it('take the month by model where a caller of costs says nothing', () => {
    assert.deepEqual(costArgumentsSchema.parse({}), { period: 'month', by: 'model' });
  });
});
