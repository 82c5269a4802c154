import { createTypeScriptCodeMeter } from '../../../src/adapters/languages/typescript/measures/typeScriptCodeMeter';
import { ComplexityAnalyzer } from '../../../src/core/routing/complexityAnalyzer';
import { type ComplexityTier, complexityTiers } from '../../../src/core/routing/modelConfig';
import { specWeights } from '../../support/routingBuilders';
import { aTask } from '../../support/tasks';
import { type LabelledUnit, readLabelledUnits } from './labelledUnits';

/** A labelled unit and what the analyzer makes of it. */
export interface JudgedUnit extends LabelledUnit {
  readonly overall: number;
  readonly judgedTier: ComplexityTier;
}

/** Each labelled unit as the only target of a task, judged by the real analyzer with the weights of the spec. */
export async function judgeLabelledUnits(): Promise<readonly JudgedUnit[]> {
  const analyzer = new ComplexityAnalyzer({ meter: createTypeScriptCodeMeter(), weights: specWeights });
  return await Promise.all(
    readLabelledUnits().map(async (unit) => {
      const sources = [{ path: unit.file, text: unit.text }];
      const { overall, tier } = await analyzer.analyze(aTask({ readSources: async () => sources }));
      return { ...unit, overall, judgedTier: tier };
    }),
  );
}

/** Share of units whose tier is that of their label, in percent to one place. */
export function accuracyPercent(units: readonly JudgedUnit[]): number {
  const right = units.filter(({ tier, judgedTier }) => tier === judgedTier).length;
  return Math.round((1000 * right) / units.length) / 10;
}

/** How many units of each label (rows) were judged to be of each tier (columns), in the order of `complexityTiers`. */
export function confusionMatrix(units: readonly JudgedUnit[]): readonly (readonly number[])[] {
  return complexityTiers.map((labelled) =>
    complexityTiers.map(
      (judged) => units.filter(({ tier, judgedTier }) => tier === labelled && judgedTier === judged).length,
    ),
  );
}
