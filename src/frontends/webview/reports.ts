import type { PanelFigure } from './figures';

export const panelTabs = ['run', 'coverage', 'costs', 'models'] as const;
export type PanelTab = (typeof panelTabs)[number];

/** Spend by day; `days` in seconds since the epoch, amounts in US dollars, one for each day. */
export interface PanelChart {
  /** What the lines stand for: `Model`. */
  readonly title: string;
  readonly days: readonly number[];
  readonly lines: readonly { readonly name: string; readonly amounts: readonly number[] }[];
}

/** What was spent this month. */
export interface PanelCosts {
  readonly total: string;
  readonly calls: string;
  readonly charts: readonly PanelChart[];
  readonly groups: readonly {
    readonly title: string;
    readonly rows: readonly { readonly name: string; readonly calls: string; readonly cost: string }[];
  }[];
  readonly budgets: readonly {
    readonly name: string;
    readonly spent: string;
    readonly resets: string;
    /** Of the limit; absent without one. */
    readonly percent?: number;
    readonly hasLimit: boolean;
  }[];
  /** What the same would have cost on the strongest model, with the assumption. */
  readonly comparison: readonly string[];
  readonly perKeptTest: PanelFigure;
}

export interface PanelModel {
  readonly name: string;
  readonly provider: string;
  readonly tier: string;
  readonly prices: string;
  readonly context: string;
  /** Where its key comes from. */
  readonly key: string;
  readonly needsKey: boolean;
  readonly isAvailable: boolean;
  /** Why it is not available; empty when it is. */
  readonly reason: string;
}

export interface PanelModels {
  readonly models: readonly PanelModel[];
  /** The file in the editor, if there is one. */
  readonly routingOf?: string;
  readonly routing: readonly string[];
}

export function isTab(value: unknown): value is PanelTab {
  return panelTabs.some((tab) => tab === value);
}
