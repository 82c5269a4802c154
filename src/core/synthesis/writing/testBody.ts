import type { TestStyle } from '../../generation/candidate';
import type { MinedScenario } from '../oracles/oracleMiner';
import type { ScenarioStep, StepOutcome } from '../scenario';
import { isRecorderList } from '../search/ownConstants';
import { assertDialect, expectDialect } from './assertionText';
import { layOutExpression } from './expressionLayout';
import { requoted, withoutSemicolons } from './expressionText';

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

class BodyWriter {
  private readonly arranged: string[] = [];
  private readonly acted: string[] = [];
  private readonly assertions: string[] = [];

  constructor(
    private readonly mined: MinedScenario,
    private readonly style: TestStyle,
    private readonly errorClassOf: (name: string) => string | undefined,
  ) {}

  write(): string[] {
    for (const [index, step] of this.mined.scenario.steps.entries()) {
      const outcome = this.mined.outcomes[index];
      if (!outcome || outcome.status === 'not-reached') continue;
      if (step.role === 'arrange') this.arranged.push(...this.statement(step, outcome));
      else if (step.resultName !== undefined || !this.mined.asserted.has(index)) {
        if (step.role === 'act') this.acted.push(...this.statement(step, outcome));
        if (this.mined.asserted.has(index))
          this.assert(
            { ...step, expression: step.resultName ?? step.expression },
            { ...outcome, isPromise: false },
          );
      } else this.assert(step, outcome);
    }
    const blocks = [this.arranged, this.acted, this.assertions].filter((block) => block.length > 0);
    return blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]));
  }

  private assert(step: ScenarioStep, outcome: Exclude<StepOutcome, { status: 'not-reached' }>): void {
    const dialect =
      this.style.framework === 'vitest' || this.style.framework === 'jest' ? expectDialect : assertDialect;
    const actual = { code: step.expression, awaits: outcome.isPromise };
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

  private statement({ expression, resultName }: ScenarioStep, outcome: StepOutcome): string[] {
    const value = outcome.status !== 'not-reached' && outcome.isPromise ? `await ${expression}` : expression;
    if (resultName === undefined) return this.lines(value);
    const type = expression === '[]' && this.style.language === 'typescript' ? ': unknown[]' : '';
    return this.lines(`const ${resultName}${type} = ${value}`);
  }

  private lines(statement: string): string[] {
    const { quote, semicolons, indent } = this.style;
    const text = requoted(semicolons ? statement : withoutSemicolons(statement), quote);
    const room = { width: this.width(), indent };
    const laidOut = layOutExpression(text, semicolons ? 1 : 0, room);
    const guarded = !semicolons && /^[([`]/.test(laidOut) ? `;${laidOut}` : laidOut;
    return (semicolons ? `${guarded};` : guarded).split('\n');
  }

  private fits(statement: string): boolean {
    return statement.length < this.width() && !statement.includes('\n');
  }

  private width(): number {
    return lineWidth - bodyLevels * (this.style.indent === '\t' ? 4 : this.style.indent.length);
  }

  private freeName(name: string): string {
    const { bindings, steps } = this.mined.scenario;
    const isTaken = name in bindings || steps.some(({ resultName }) => resultName === name);
    return isTaken ? `${name}Value` : name;
  }
}
