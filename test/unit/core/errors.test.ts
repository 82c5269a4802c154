import assert from 'node:assert/strict';
import { AppError } from '../../../src/base/error';
import {
  BudgetExceededError,
  BufferOverflowError,
  ModelSelectionError,
  RoutingError,
  StreamingError,
  StreamTimeoutError,
} from '../../../src/core/errors';
import { verifies } from '../../requirements';

const cause = new Error('reason');
const budget = { budgetType: 'daily', current: 1_500_000, limit: 1_000_000, resetsAtMs: 86_400_000 } as const;

describe('errors of routing and streaming', () => {
  it(`are RoutingErrors where routing failed ${verifies('ERR-8.1-1', 'ERR-8.1-2', 'ERR-8.1-3')}`, () => {
    const errors = [
      new RoutingError('a', { cause }),
      new ModelSelectionError('b', { cause }),
      new BudgetExceededError('c', budget, { cause }),
    ];
    assert.ok(errors.every((error) => error instanceof RoutingError && error instanceof AppError));
    assert.equal(errors[0] instanceof ModelSelectionError, false);
  });

  it(`tell of a budget which one it is, the spend, the limit and when it resets ${verifies('ERR-8.1-3')}`, () => {
    const { budgetType, current, limit, resetsAtMs } = new BudgetExceededError('c', budget);
    assert.deepEqual({ budgetType, current, limit, resetsAtMs }, budget);
  });

  it(`are StreamingErrors where a stream broke ${verifies('ERR-8.1-4', 'ERR-8.1-5', 'ERR-8.1-6')}`, () => {
    const errors = [new StreamingError('a'), new BufferOverflowError('b'), new StreamTimeoutError('c')];
    assert.ok(errors.every((error) => error instanceof StreamingError && error instanceof AppError));
    assert.equal(errors[1] instanceof StreamTimeoutError, false);
  });

  const described: [error: AppError, name: string, code: string, isRetryable: boolean][] = [
    [new RoutingError('m', { cause }), 'RoutingError', 'routing-failed', false],
    [new ModelSelectionError('m', { cause }), 'ModelSelectionError', 'model-selection-failed', false],
    [new BudgetExceededError('m', budget, { cause }), 'BudgetExceededError', 'budget-exceeded', false],
    [new StreamingError('m', { cause }), 'StreamingError', 'streaming-failed', false],
    [new BufferOverflowError('m', { cause }), 'BufferOverflowError', 'stream-buffer-overflow', true],
    [new StreamTimeoutError('m', { cause }), 'StreamTimeoutError', 'stream-timed-out', true],
  ];
  for (const [error, name, code, isRetryable] of described) {
    it(`${name} carries name, code, cause and whether to try again ${verifies('ERR-8.1-7')}`, () => {
      assert.deepEqual(
        [error.name, error.code, error.message, error.cause, error.isRetryable],
        [name, code, 'm', cause, isRetryable],
      );
    });
  }
});
