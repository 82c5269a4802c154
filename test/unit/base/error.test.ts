import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { AppError } from '../../../src/base/error';
import * as errors from '../../../src/core/errors';

describe('AppError', () => {
  const classes = Object.entries(errors) as unknown as [
    name: string,
    type: { new (...args: unknown[]): AppError; readonly kind: string },
  ][];

  it('has subclasses that say of themselves what they are, as their errors do', () => {
    for (const [name, type] of classes) {
      assert.ok(Object.hasOwn(type, 'kind'), name);
      const budget = { budgetType: 'daily', current: 0, limit: 0, resetsAtMs: 0 };
      assert.deepEqual([type.kind, new type('message', budget).name], [name, name]);
    }
  });

  it('recognises errors of another copy of the classes, as lazy chunks carry it, and tells them apart', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `export * from '../../../src/core/errors'; export { AppError } from '../../../src/base/error';`,
        resolveDir: __dirname,
      },
      bundle: true,
      minify: true,
      write: false,
      format: 'cjs',
      platform: 'node',
    });
    const copy = { exports: {} as typeof errors & { AppError: typeof AppError } };
    new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '')(copy, copy.exports, require);
    const { LedgerError, StreamTimeoutError } = copy.exports;
    const [ledger, timeout] = [new LedgerError('ledger-unreadable', 'a'), new StreamTimeoutError('b')];
    assert.notEqual(LedgerError, errors.LedgerError);
    assert.ok(ledger instanceof errors.LedgerError && ledger instanceof AppError);
    assert.ok(timeout instanceof errors.StreamTimeoutError && timeout instanceof errors.StreamingError);
    assert.equal((ledger as AppError) instanceof errors.StreamingError, false);
    assert.equal((timeout as AppError) instanceof errors.BufferOverflowError, false);
    assert.equal(new Error('c') instanceof AppError, false);
  });
});
