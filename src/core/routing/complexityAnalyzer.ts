import { ModelSelectionError } from '../errors';
import type { TaskSource } from '../fleet/task';
import type { CodeMeasures, CodeMeter } from './codeMeter';
import { type ComplexityWeights, scoreComplexity } from './complexityScore';
import type { ComplexityInputs, TaskComplexity } from './modelSelection';
import type { RoutedWork } from './routedWork';
import { estimateTokens } from './tokenEstimate';

export interface ComplexityAnalyzerOptions {
  readonly meter: CodeMeter;
  readonly weights: ComplexityWeights;
}

interface MeasuredSource {
  readonly measures: CodeMeasures;
  readonly isMeasured: boolean;
}

/** Says how complex a task is by reading its sources: their syntax is counted, their words are not looked at. */
export class ComplexityAnalyzer {
  constructor(private readonly options: ComplexityAnalyzerOptions) {}

  /**
   * The complexity of the task's sources together; a task without any is the simplest there is.
   * @throws ModelSelectionError when there are sources and none is in a language that can be measured: a guess by size alone
   * would call dense code simple.
   */
  async analyze(task: RoutedWork): Promise<TaskComplexity> {
    const sources = await task.readSources();
    const measured = await Promise.all(sources.map((source) => this.measure(source)));
    const first = sources[0];
    if (first && measured.every(({ isMeasured }) => !isMeasured)) {
      throw new ModelSelectionError(`The complexity of ${first.path} cannot be measured: unknown language.`);
    }
    return scoreComplexity(addUp(measured), this.options.weights);
  }

  private async measure({ path, text }: TaskSource): Promise<MeasuredSource> {
    const measures = await this.options.meter.measure(path, text);
    if (measures) return { measures, isMeasured: true };
    return { measures: { ...nothing, tokens: estimateTokens(text) }, isMeasured: false };
  }
}

const nothing: CodeMeasures = {
  tokens: 0,
  statements: 0,
  functions: 0,
  cyclomatic: 0,
  maxNesting: 0,
  branches: 0,
  asyncOperations: 0,
  sideEffects: 0,
  dependencies: 0,
};

function addUp(sources: readonly MeasuredSource[]): ComplexityInputs {
  const sum = (name: keyof CodeMeasures) =>
    sources.reduce((total, { measures }) => total + measures[name], 0);
  const highest = (name: keyof CodeMeasures) =>
    sources.reduce((high, { measures }) => Math.max(high, measures[name]), 0);
  return {
    tokens: sum('tokens'),
    statements: sum('statements'),
    functions: sum('functions'),
    cyclomatic: highest('cyclomatic'),
    maxNesting: highest('maxNesting'),
    branches: sum('branches'),
    asyncOperations: sum('asyncOperations'),
    sideEffects: sum('sideEffects'),
    dependencies: sum('dependencies'),
    targets: sources.length,
    largestTargetTokens: highest('tokens'),
    unmeasuredTargets: sources.filter(({ isMeasured }) => !isMeasured).length,
  };
}
