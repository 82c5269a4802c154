import { type InputExpression, inputOf } from './inputExpression';
import { type LambdaSlot, promisedShape } from './lambdaSlot';

/** Functions that throw or reject. */
export function failing(isAsync: boolean): InputExpression[] {
  const code = `${isAsync ? 'async ' : ''}() => {\n  throw new Error('boom');\n}`;
  return [inputOf(code, 0.3, isAsync ? 'rejects' : 'throws')];
}

/** Functions that work after one or two failures: what tries again shows it. */
export function failingAtFirst(slot: LambdaSlot, isAsync: boolean): InputExpression[] {
  const returns = promisedShape(slot.shape.returns);
  const result = returns.kind === 'unknown' ? inputOf("'done'") : slot.valueFor(returns, 'result', 0);
  const hasResult = returns.kind !== 'undefined';
  return [
    { failures: ['first'], state: 'fails once and then succeeds' },
    { failures: ['first', 'second'], state: 'fails twice and then succeeds' },
  ].map(({ failures, state }) => ({
    code: [
      `${isAsync ? 'async ' : ''}() => {`,
      '  const failure = failures.shift();',
      '  if (failure) throw failure;',
      ...(hasResult ? [`  return ${result.code};`] : []),
      '}',
    ].join('\n'),
    exportNames: result.exportNames,
    setup: [
      {
        name: 'failures',
        code: `[${failures.map((name) => `new Error('${name} failure')`).join(', ')}]`,
        isInspected: false,
      },
      ...result.setup,
    ],
    trait: { path: '', state },
    strain: 0.4,
  }));
}
