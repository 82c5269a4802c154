import type { TestStyle } from '../../generation/candidate';
import type { MinedScenario } from '../oracles/oracleMiner';
import {
  advanceAsyncName,
  advanceName,
  type ObservedError,
  type ScenarioStep,
  type StepOutcome,
} from '../scenario';
import { isRecorderList } from '../search/ownConstants';
import { type AssertionDialect, dialectOf } from './assertionText';
import { layOutExpression } from './expressionLayout';
import { requoted, withoutSemicolons } from './expressionText';
import { advanceStatements, advanceText, type PassingTime } from './fixtureText';

/** Columns of a test file, less the usual two levels of indentation around a body. */
const lineWidth = 100;
const bodyLevels = 2;
const longestActual = 64;

/** The statements of a test: arrange, act, assert, with blank lines between them. */
export function bodyLinesOf(
  mined: MinedScenario,
  style: TestStyle,
  errorClassOf: (name: string) => string | undefined,
): string[] {
  return new BodyWriter(mined, style, errorClassOf).write();
}

/** A statement in the style of the file, as it stands in a test. */
export function statementLines(statement: string, style: TestStyle): string[] {
  const { quote, semicolons, indent } = style;
  const text = requoted(semicolons ? statement : withoutSemicolons(statement), quote);
  const laidOut = layOutExpression(text, semicolons ? 1 : 0, { width: widthOf(style), indent });
  const guarded = !semicolons && /^[([`]/.test(laidOut) ? `;${laidOut}` : laidOut;
  return (semicolons ? `${guarded};` : guarded).split('\n');
}

function widthOf({ indent }: TestStyle): number {
  return lineWidth - bodyLevels * (indent === '\t' ? 4 : indent.length);
}

/** The time that an expression lets pass; undefined when it does something else. */
function advanceOf(expression: string): PassingTime | undefined {
  const durationMs = advancing.exec(expression)?.[1];
  if (durationMs === undefined) return undefined;
  return { durationMs: Number(durationMs), isAsync: expression.startsWith(advanceAsyncName) };
}

const advancing = new RegExp(`^(?:${advanceName}|${advanceAsyncName})\\((\\d+)\\)$`);

class BodyWriter {
  private readonly arranged: string[] = [];
  private readonly acted: string[] = [];
  private readonly assertions: string[] = [];
  private readonly ended: string[] = [];
  private passings = 0;

  constructor(
    private readonly mined: MinedScenario,
    private readonly style: TestStyle,
    private readonly errorClassOf: (name: string) => string | undefined,
  ) {}

  write(): string[] {
    for (const [index, step] of this.mined.scenario.steps.entries()) {
      const outcome = this.mined.outcomes[index];
      if (!outcome || outcome.status === 'not-reached') continue;
      if (step.role === 'cleanup') this.ended.push(...this.statement(step, outcome));
      else if (step.isDeferred && this.failure)
        this.arranged.push(...this.expectedFailure(step, this.failure));
      else if (step.expression === 'promise' && this.failure)
        this.assertions.push(...this.lines('await failure'));
      else if (step.role === 'arrange') this.arranged.push(...this.statement(step, outcome));
      else if (step.resultName !== undefined || !this.mined.asserted.has(index)) {
        if (step.role === 'act') this.acted.push(...this.statement(step, outcome));
        if (this.mined.asserted.has(index))
          this.assert(
            { ...step, expression: step.resultName ?? step.expression },
            { ...outcome, isPromise: false },
          );
      } else this.assert(step, outcome);
    }
    const blocks = [this.arranged, this.acted, this.assertions, this.ended].filter(
      (block) => block.length > 0,
    );
    return blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]));
  }

  /** With which a promise is rejected that was kept while time passed: somebody has to listen before that. */
  private get failure(): ObservedError | undefined {
    const { scenario, outcomes } = this.mined;
    if (!scenario.steps.some(({ isDeferred }) => isDeferred)) return undefined;
    const outcome = outcomes[scenario.steps.findIndex(({ expression }) => expression === 'promise')];
    return outcome?.status === 'threw' ? outcome.error : undefined;
  }

  private expectedFailure({ expression }: ScenarioStep, error: ObservedError): string[] {
    const [assertion = ''] = this.dialect.failure({ code: expression, awaits: true }, error, undefined);
    return this.lines(`const failure = ${assertion.replace(/^await /, '')}`);
  }

  private get dialect(): AssertionDialect {
    return dialectOf(this.style);
  }

  private assert(step: ScenarioStep, outcome: Exclude<StepOutcome, { status: 'not-reached' }>): void {
    const { dialect } = this;
    const passing = advanceOf(step.expression);
    const code = passing ? advanceText(passing, this.style) : step.expression;
    const actual = { code, awaits: outcome.isPromise };
    if (outcome.status === 'threw') {
      const lines = dialect.failure(actual, outcome.error, this.errorClassFor(outcome.error.name));
      const [first = '', ...others] = lines;
      if (others.length > 0) this.arranged.push(...this.lines(first));
      this.assertions.push(...(others.length > 0 ? others : lines).flatMap((line) => this.lines(line)));
      return;
    }
    if (outcome.value.kind === 'function' || outcome.value.kind === 'inexpressible') return;
    const isLong = step.expression.length > longestActual || step.expression.includes('\n');
    if (step.role === 'act' && isLong && !this.fits(dialect.value(actual, outcome.value))) {
      this.acted.push(...this.statement({ ...step, resultName: this.freeName('result') }, outcome));
      this.assertions.push(
        ...this.lines(dialect.value({ code: this.freeName('result'), awaits: false }, outcome.value)),
      );
    } else {
      this.assertions.push(...this.lines(dialect.value(actual, outcome.value)));
    }
  }

  /** A class is only named when the act can be repeated: twice with constants that it uses up gives something else. */
  private errorClassFor(name: string): string | undefined {
    const isRepeatable = !this.mined.scenario.steps.some(
      ({ resultName }) => resultName === 'failures' || isRecorderList(resultName ?? ''),
    );
    return isRepeatable ? this.errorClassOf(name) : undefined;
  }

  private statement({ expression, resultName, isDeferred }: ScenarioStep, outcome: StepOutcome): string[] {
    const passing = advanceOf(expression);
    if (passing) return this.passing(passing);
    const value =
      !isDeferred && outcome.status !== 'not-reached' && outcome.isPromise
        ? `await ${expression}`
        : expression;
    if (resultName === undefined) return this.lines(value);
    const type = expression === '[]' && this.style.language === 'typescript' ? ': unknown[]' : '';
    return this.lines(`const ${resultName}${type} = ${value}`);
  }

  private passing(time: PassingTime): string[] {
    const jumpsMs = this.mined.jumpsMs?.[this.passings++] ?? [time.durationMs];
    return advanceStatements({ ...time, jumpsMs }, this.style).flatMap((line) => this.lines(line));
  }

  private lines(statement: string): string[] {
    return statementLines(statement, this.style);
  }

  private fits(statement: string): boolean {
    return statement.length < widthOf(this.style) && !statement.includes('\n');
  }

  private freeName(name: string): string {
    const { bindings, steps } = this.mined.scenario;
    const isTaken = name in bindings || steps.some(({ resultName }) => resultName === name);
    return isTaken ? `${name}Value` : name;
  }
}
