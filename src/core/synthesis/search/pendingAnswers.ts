import { pendingName } from '../inputs/callbackLambdas';
import { inputOf } from '../inputs/inputExpression';
import { allInputs, type Callable, type PlannedCall, type ScenarioPlan } from './scenarioPlan';

const answers = [['null', "'late'"], ["new Error('late')"], ['true']];

/** Calls of callbacks that an argument of the plan keeps for later: with a value, a failure, and the end. */
export function pendingAnswers(plan: ScenarioPlan, source: Callable): readonly PlannedCall[] {
  const names = new Set(
    allInputs(plan).flatMap(({ setup }) =>
      setup.flatMap(({ name }) => (name.replace(/\d+$/, '') === pendingName ? [name] : [])),
    ),
  );
  return [...names].flatMap((name) => {
    const callable: Callable = {
      ...source,
      form: 'call',
      path: `${name}.shift()`,
      exportNames: [],
      parameters: [],
      examples: [],
      range: undefined,
    };
    return answers.map((codes) => ({ callable, arguments: codes.map((code) => inputOf(code)) }));
  });
}
