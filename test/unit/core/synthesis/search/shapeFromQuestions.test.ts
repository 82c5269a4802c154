import assert from 'node:assert/strict';
import { QuestionRecorder } from '../../../../../src/adapters/sandbox/worker/questionRecorder';
import type { ValueShape } from '../../../../../src/core/synthesis/moduleModel';
import { shapeFromQuestions } from '../../../../../src/core/synthesis/search/shapeFromQuestions';

/** What code asks of one stand-in, as shapes. */
function shapesAskedBy(
  code: (value: never) => unknown,
  form: 'object' | 'function' = 'object',
  denied = 0,
): readonly ValueShape[] {
  const recorder = new QuestionRecorder();
  try {
    code(recorder.standIn('0', form, denied) as never);
  } catch {
    // What was asked before counts.
  }
  return shapeFromQuestions('0', recorder.take());
}

function kindsOf(shapes: readonly ValueShape[]): string[] {
  return shapes.map((shape) =>
    shape.kind === 'object' ? `{ ${shape.properties.map(({ name }) => name).join(', ')} }` : shape.kind,
  );
}

describe('what code asks of an argument', () => {
  it('names properties, also by in', () => {
    assert.deepEqual(kindsOf(shapesAskedBy((a: { re: number }) => 'im' in a && a.re > 1)), ['{ im, re }']);
  });

  it('goes on to alternatives when the first properties are denied', () => {
    const parse = (a: object) => ('im' in a && 're' in a) || ('abs' in a && 'arg' in a);
    assert.deepEqual(kindsOf(shapesAskedBy(parse, 'object', 1)), ['{ im, abs, arg }']);
  });

  it('tells texts, lists, dates, numbers and functions apart', () => {
    assert.deepEqual(kindsOf(shapesAskedBy((a: string) => a.toUpperCase())), ['string']);
    assert.deepEqual(kindsOf(shapesAskedBy((a: number[]) => a.map(String))), ['array']);
    assert.deepEqual(kindsOf(shapesAskedBy((a: number[]) => [...a])), ['array']);
    assert.deepEqual(kindsOf(shapesAskedBy((a: Date) => a.getTime())), ['date']);
    assert.deepEqual(kindsOf(shapesAskedBy((a: number) => a * 2)), ['number']);
    assert.deepEqual(kindsOf(shapesAskedBy((a: () => void) => a(), 'function')), ['function']);
    assert.deepEqual(kindsOf(shapesAskedBy((a: object) => Object.keys(a))), ['record']);
  });

  it('follows what properties are asked for', () => {
    const [shape] = shapesAskedBy((a: { items: { name: string }[] }) => a.items.map(({ name }) => name));
    assert.ok(shape?.kind === 'object');
    assert.deepEqual(shape.properties, [
      { name: 'items', shape: { kind: 'array', element: { kind: 'unknown' } }, isOptional: true },
    ]);
  });

  it('sees what a function is called with, and calls back, with an item and then the end', () => {
    const ends: unknown[] = [];
    type Read = (sign: unknown, callback: (end: unknown) => void) => void;
    const [shape] = shapesAskedBy((read: Read) => {
      for (let count = 0; count < 2; count++) read(null, (end) => ends.push(end));
    }, 'function');
    assert.deepEqual(ends, [null, true]);
    assert.ok(shape?.kind === 'function');
    assert.deepEqual(
      shape.parameters.map(({ name, shape: { kind } }) => `${name}: ${kind}`),
      ['value1: union', 'callback: function'],
    );
  });

  it('takes what is applied for a function', () => {
    assert.deepEqual(kindsOf(shapesAskedBy((a: () => void) => a.apply(undefined), 'function')), ['function']);
    assert.deepEqual(kindsOf(shapesAskedBy((a: () => void) => a.apply(undefined), 'object')), ['function']);
  });

  it('does not answer whoever asks for ever', () => {
    type Read = (callback: () => void) => void;
    const [shape] = shapesAskedBy((read: Read) => {
      const next = (): void => read(next);
      next();
    }, 'function');
    assert.equal(shape?.kind, 'function');
  });

  it('says nothing of what is not asked', () =>
    assert.deepEqual(
      shapesAskedBy(() => 1),
      [],
    ));
});
