import assert from 'node:assert/strict';
import type { ValueShape } from '../../../../../src/core/synthesis/moduleModel';
import { joinUnits } from '../../../../../src/core/synthesis/search/joinUnits';
import { withOwnInstances } from '../../../../../src/core/synthesis/search/ownInstances';
import {
  aCandidateRequest,
  aClassUnit,
  aMethod,
  aParameter,
  aRuntimeExport,
} from '../../../../support/synthesisBuilders';

function anObject(...names: string[]): ValueShape {
  return {
    kind: 'object',
    properties: names.map((name) => ({ name, shape: { kind: 'unknown' }, isOptional: false })),
  };
}

/** Of the argument of `Delta.compose`, where instances have `ops` and `compose`. */
function shapeAfter(shape: ValueShape, staysInType = false): ValueShape | undefined {
  const unit = aClassUnit('Delta', { methods: [aMethod('compose', [aParameter('other', shape)])] });
  const { model } = aCandidateRequest([unit], []);
  const { units } = joinUnits(model, [aRuntimeExport('Delta', 'class')], { staysInType, points: [] });
  const [delta] = units;
  const [compose] = delta?.members ?? [];
  assert.ok(delta && compose);
  const names = new Set(['ops', 'compose']);
  return withOwnInstances(compose, { ...delta, names }).parameters[0]?.shape;
}

describe('withOwnInstances', () => {
  const own: ValueShape = { kind: 'instance', exportName: 'Delta' };

  it('puts instances first where nothing is asked for but what they have', () => {
    const shape = anObject('ops');
    assert.deepEqual(shapeAfter(shape), { kind: 'union', options: [own, shape] });
  });

  it('keeps what comes before among alternatives', () => {
    const [index, object] = [{ kind: 'number' } as const, anObject('ops')];
    assert.deepEqual(shapeAfter({ kind: 'union', options: [index, object] }), {
      kind: 'union',
      options: [index, own, object],
    });
  });

  it('leaves objects alone that are asked for more, or for nothing', () => {
    for (const shape of [anObject('ops', 'color'), anObject()]) assert.deepEqual(shapeAfter(shape), shape);
  });

  it('leaves declared types alone', () => {
    assert.deepEqual(shapeAfter(anObject('ops'), true), anObject('ops'));
  });
});
