import { isInsidePath, isRecord, isSeq, isString, isStringArray } from './checks';
import type { PanelFigure, PanelShare } from './figures';
import { isTab, type PanelCosts, type PanelModels, type PanelTab } from './reports';

/**
 * Everything that passes between the extension host and the panel. Texts arrive ready to show (the host words them with
 * the same functions as the log), so that the browser side needs nothing of the core. Validated on arrival on both sides.
 */

export interface PanelReceipt {
  readonly candidateId: string;
  readonly sourceFile: string;
  readonly testFile: string;
  readonly unit: string;
  readonly title: string;
  readonly verdict: 'kept' | 'finding' | 'dropped';
  /** Why it was dropped, or which bug it reveals, with the evidence; empty for kept tests. */
  readonly reason: string;
  /** `5/5 runs`. */
  readonly runs: PanelFigure;
  /** `+3 statements`. */
  readonly addedStatements: PanelFigure;
  /** `+1 branch`. */
  readonly addedBranches: PanelFigure;
  /** `+2 mutants`. */
  readonly addedKills: PanelFigure;
  readonly modelId: string;
  readonly cost: PanelFigure;
}

/** A bug that a test reveals. */
export interface PanelFinding {
  readonly candidateId: string;
  readonly sourceFile: string;
  readonly unit: string;
  readonly title: string;
  /** What is wrong, with the evidence. */
  readonly detail: string;
  /** First line of the failure. */
  readonly failure: string;
  /** The test, marked as failing. */
  readonly code: string;
  /** Why it was not written, although that was asked for. */
  readonly notWritten?: string;
}

export interface PanelCoverage {
  readonly sourceFile: string;
  readonly rows: readonly {
    readonly label: string;
    readonly before: PanelShare;
    readonly after: PanelShare;
  }[];
}

/** One file of a coverage analysis, or all of them together. */
export interface PanelAnalyzedFile {
  /** Undefined for the sum over all files. */
  readonly sourceFile?: string;
  readonly shares: readonly { readonly label: string; readonly share: PanelShare }[];
}

/** Something that no test executes. */
export interface PanelGap {
  readonly sourceFile: string;
  /** `Cart.add`. */
  readonly unit: string;
  /** Its first line, from 1; absent when it has none of its own. */
  readonly line?: number;
  readonly explanation: string;
}

/** What the tests execute of some files, and what they leave out. */
export interface PanelAnalysis {
  readonly files: readonly PanelAnalyzedFile[];
  /** How the tests that were run ended, in one sentence. */
  readonly tests: string;
  readonly gaps: readonly PanelGap[];
}

export type PanelVerdict = 'passed' | 'failed' | 'inconclusive';

/** One thing that a rule found. */
export interface PanelEvidence {
  readonly text: string;
  /** Where it is to be seen; absent when it is nowhere in the workspace. */
  readonly sourceFile?: string;
  /** From 1. */
  readonly line?: number;
}

export interface PanelRule {
  /** `Statement coverage`. */
  readonly name: string;
  readonly verdict: PanelVerdict;
  readonly value: PanelFigure;
  /** `at least 80 %`. */
  readonly threshold: string;
  readonly explanation: string;
  readonly evidence: readonly PanelEvidence[];
  /** Pieces of evidence that are too many to be shown. */
  readonly hiddenEvidence: number;
}

interface PanelSummaryBase {
  /** What the task brought about, in one line. */
  readonly sentence: string;
  /** `12 s`. */
  readonly duration: string;
}

/** What a run ended with, by the type of its task. */
export type PanelSummary =
  | (PanelSummaryBase & {
      readonly type: 'generate-tests';
      readonly kept: number;
      readonly dropped: number;
      readonly cost: PanelFigure;
      readonly canUndo: boolean;
      /** All receipts and coverage again: what a late subscriber missed. */
      readonly receipts: readonly PanelReceipt[];
      readonly coverage: readonly PanelCoverage[];
      readonly findings: readonly PanelFinding[];
      /** One line each: mutants noticed by file, why the run ended early, what would be written. */
      readonly notes: readonly string[];
    })
  | (PanelSummaryBase & { readonly type: 'analyze-coverage'; readonly analysis: PanelAnalysis })
  | (PanelSummaryBase & {
      readonly type: 'quality-gate';
      readonly verdict: PanelVerdict;
      readonly rules: readonly PanelRule[];
      readonly analysis: PanelAnalysis;
    });

export interface PanelFailure {
  readonly sourceFile: string;
  readonly message: string;
}

/** One piece of a run, worded for the panel. */
export type PanelPart =
  | {
      readonly type: 'run-start';
      /** `Tests for src/cart.ts`. */
      readonly title: string;
      readonly files: readonly string[];
      readonly startedAtMs: number;
      /** All stages in order; none for a task without stages. */
      readonly stages: readonly string[];
    }
  /** What came before, but for notices and output, does not count. */
  | { readonly type: 'restart'; readonly message: string }
  | { readonly type: 'model-selected'; readonly modelName: string; readonly reason: string }
  | { readonly type: 'agent-start'; readonly agentId: string; readonly agentType: string }
  | { readonly type: 'agent-end'; readonly agentId: string; readonly outcome: string }
  | { readonly type: 'stage-start'; readonly stage: string; readonly message: string }
  | { readonly type: 'progress'; readonly fraction: number; readonly message: string }
  | { readonly type: 'notice'; readonly message: string }
  | { readonly type: 'output'; readonly text: string }
  | {
      readonly type: 'test-proposed';
      readonly candidateId: string;
      readonly sourceFile: string;
      readonly unit: string;
      readonly title: string;
    }
  /** The text of a proposed test, as far as it is written; replaces the one before. */
  | { readonly type: 'test-code'; readonly candidateId: string; readonly code: string }
  | { readonly type: 'receipt'; readonly receipt: PanelReceipt }
  | { readonly type: 'coverage'; readonly coverage: PanelCoverage }
  | { readonly type: 'file-written'; readonly path: string; readonly isNew: boolean }
  | { readonly type: 'target-failed'; readonly failure: PanelFailure }
  | { readonly type: 'finish'; readonly summary: PanelSummary }
  | { readonly type: 'error'; readonly code: string; readonly message: string }
  | { readonly type: 'abort' };

export interface PanelEntry {
  readonly runId: string;
  /** From 1, rising by one per run. */
  readonly seq: number;
  readonly part: PanelPart;
}

/** What the user has decided on a proposed test. */
export type PanelDecision = 'open' | 'accepted' | 'rejected';

/** What a run has proposed instead of writing it. */
export interface PanelProposal {
  readonly runId: string;
  /** By candidate id. */
  readonly decisions: Readonly<Record<string, PanelDecision>>;
  /** Test files into which tests were put. */
  readonly writtenFiles: readonly string[];
}

export type HostMessage =
  /** What a tab shows beside the runs, as of now. */
  | {
      readonly kind: 'report';
      readonly costs?: PanelCosts;
      readonly models?: PanelModels;
      /** Why it cannot be read. */
      readonly problem?: string;
    }
  | { readonly kind: 'select-tab'; readonly tab: PanelTab }
  /** The whole of what is not a stream; replaces the one before. */
  | {
      readonly kind: 'snapshot';
      /** Runs the host can say more about; others are remembered by the panel alone. */
      readonly runIds: readonly string[];
      readonly undoneRunIds: readonly string[];
      readonly proposals: readonly PanelProposal[];
      /** Spend of today in words. */
      readonly spend: string;
    }
  /** In order, at most one such message per frame; the next one follows when the page has said `received`. */
  | {
      readonly kind: 'stream-parts';
      /** Of the `ready` that these parts answer: what was on its way to an earlier page is not for this one. */
      readonly pageId: string;
      /** Which message of the page this is, from 1. */
      readonly batch: number;
      readonly entries: readonly PanelEntry[];
    };

export type PanelMessage =
  /** A new page of the panel is there and knows each run up to a `seq`. */
  | {
      readonly kind: 'ready';
      readonly pageId: string;
      readonly afterSeqByRun: Readonly<Record<string, number>>;
    }
  /** The page has drawn the parts of this batch and can take more. */
  | { readonly kind: 'received'; readonly pageId: string; readonly batch: number }
  /** `line` from 1. */
  | {
      readonly kind: 'open-file';
      readonly runId: string;
      readonly path: string;
      readonly line?: number;
    }
  | { readonly kind: 'cancel-run'; readonly runId: string }
  /** Nothing new is begun; what has passed is kept. */
  | { readonly kind: 'stop-run'; readonly runId: string }
  | { readonly kind: 'undo-run'; readonly runId: string }
  /** The user looks at the tab: what it shows is wanted as of now. */
  | { readonly kind: 'open-tab'; readonly tab: PanelTab }
  /** Tests are wanted for a unit that an analysis found not covered. */
  | { readonly kind: 'close-gap'; readonly runId: string; readonly path: string; readonly unit: string }
  | { readonly kind: 'export-costs' | 'raise-budget' }
  | { readonly kind: 'set-api-key'; readonly provider: string }
  /** Shows what the run proposes as a diff. */
  | { readonly kind: 'review-run'; readonly runId: string }
  /** Without ids: all of the run that are open. */
  | {
      readonly kind: 'accept-tests' | 'reject-tests';
      readonly runId: string;
      readonly candidateIds?: readonly string[];
    };

/** @returns undefined for anything that is not a message of the host. */
export function parseHostMessage(data: unknown): HostMessage | undefined {
  if (!isRecord(data)) return undefined;
  if (data.kind === 'snapshot') {
    const isValid =
      isStringArray(data.runIds) &&
      isStringArray(data.undoneRunIds) &&
      Array.isArray(data.proposals) &&
      data.proposals.every(isProposal) &&
      isString(data.spend);
    return isValid ? (data as HostMessage) : undefined;
  }
  if (data.kind === 'select-tab') return isTab(data.tab) ? { kind: 'select-tab', tab: data.tab } : undefined;
  if (data.kind === 'report') {
    const isValid = [data.costs, data.models].every((part) => part === undefined || isRecord(part));
    return isValid ? (data as HostMessage) : undefined;
  }
  if (data.kind === 'stream-parts') {
    const isValid =
      isString(data.pageId) &&
      isSeq(data.batch) &&
      Array.isArray(data.entries) &&
      data.entries.every(isEntry);
    return isValid ? (data as HostMessage) : undefined;
  }
  return undefined;
}

/** @returns undefined for anything that is not a message of the panel, or names a path that leaves the workspace. */
export function parsePanelMessage(data: unknown): PanelMessage | undefined {
  if (!isRecord(data)) return undefined;
  switch (data.kind) {
    case 'ready':
      return isString(data.pageId) &&
        isRecord(data.afterSeqByRun) &&
        Object.values(data.afterSeqByRun).every(isSeq)
        ? {
            kind: 'ready',
            pageId: data.pageId,
            afterSeqByRun: data.afterSeqByRun as Record<string, number>,
          }
        : undefined;
    case 'received':
      return isString(data.pageId) && isSeq(data.batch)
        ? { kind: 'received', pageId: data.pageId, batch: data.batch }
        : undefined;
    case 'open-file': {
      const { runId, path, line } = data;
      if (!isString(runId) || !isInsidePath(path)) return undefined;
      if (line === undefined) return { kind: 'open-file', runId, path };
      return isSeq(line) && line > 0 ? { kind: 'open-file', runId, path, line } : undefined;
    }
    case 'cancel-run':
    case 'stop-run':
    case 'undo-run':
    case 'review-run':
      return isString(data.runId) ? { kind: data.kind, runId: data.runId } : undefined;
    case 'open-tab':
      return isTab(data.tab) ? { kind: 'open-tab', tab: data.tab } : undefined;
    case 'close-gap': {
      const { runId, path, unit } = data;
      return isString(runId) && isInsidePath(path) && isString(unit)
        ? { kind: 'close-gap', runId, path, unit }
        : undefined;
    }
    case 'export-costs':
    case 'raise-budget':
      return { kind: data.kind };
    case 'set-api-key':
      return isString(data.provider) ? { kind: 'set-api-key', provider: data.provider } : undefined;
    case 'accept-tests':
    case 'reject-tests': {
      const { kind, runId, candidateIds } = data;
      if (!isString(runId)) return undefined;
      if (candidateIds === undefined) return { kind, runId };
      return isStringArray(candidateIds) ? { kind, runId, candidateIds } : undefined;
    }
    default:
      return undefined;
  }
}

function isProposal(value: unknown): boolean {
  return (
    isRecord(value) &&
    isString(value.runId) &&
    isStringArray(value.writtenFiles) &&
    isRecord(value.decisions) &&
    Object.values(value.decisions).every(isString)
  );
}

function isEntry(value: unknown): boolean {
  return (
    isRecord(value) &&
    isString(value.runId) &&
    isSeq(value.seq) &&
    isRecord(value.part) &&
    isString(value.part.type)
  );
}
