import type { ComplexityTier } from './modelConfig';

/** How often a model was chosen. */
export interface ModelUseStatistics {
  readonly modelName: string;
  readonly selections: number;
  /** Of those, by the tier of the task; a task whose complexity is unknown counts in none. */
  readonly byTier: Readonly<Record<ComplexityTier, number>>;
  /** Of those, because the first choice could not be used. */
  readonly fallbacks: number;
  /** Of those, because selecting itself failed. */
  readonly defaults: number;
}

/** What routers have chosen since the product was installed, in all windows that share the memory. */
export interface ModelStatistics {
  readonly selections: number;
  readonly fallbacks: number;
  readonly defaults: number;
  /** The most chosen first, equal ones by name. */
  readonly models: readonly ModelUseStatistics[];
}
