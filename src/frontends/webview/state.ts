import type {
  HostMessage,
  PanelCoverage,
  PanelEntry,
  PanelFailure,
  PanelPart,
  PanelProposal,
  PanelReceipt,
  PanelSummary,
} from './protocol';
import type { PanelCosts, PanelModels, PanelTab } from './reports';

/** Characters of live output that are shown; what is older is only in the log. */
export const outputLimit = 100_000;
/** Characters of the text of one test that are shown. */
export const codeLimit = 10_000;
/** Notices that are shown; the first ones, because they are about the files. */
export const noticeLimit = 200;
const rememberedRuns = 5;
const stateVersion = 4;

export type RunStatus = 'running' | 'finished' | 'failed' | 'cancelled' | 'interrupted';

export interface TestItem {
  readonly candidateId: string;
  readonly sourceFile: string;
  readonly unit: string;
  readonly title: string;
  /** Its text, while and after it was streamed. */
  readonly code?: string;
  /** Absent until it is judged. */
  readonly receipt?: PanelReceipt;
}

export interface AgentItem {
  readonly agentId: string;
  readonly agentType: string;
  readonly outcome?: string;
}

/** One run as the panel shows it. Plain data: it is also what is remembered while the panel is hidden. */
export interface RunState {
  readonly runId: string;
  readonly lastSeq: number;
  /** Parts that the host no longer had when the panel asked (old output). */
  readonly missedParts: number;
  readonly status: RunStatus;
  /** `Tests for src/cart.ts`. */
  readonly title: string;
  readonly files: readonly string[];
  readonly startedAtMs: number;
  readonly agents: readonly AgentItem[];
  /** Which model does the work, and why. */
  readonly model?: { readonly name: string; readonly reason: string };
  readonly stages: readonly string[];
  readonly stage?: string;
  readonly stageMessage: string;
  /** In [0, 1], never going back. */
  readonly fraction: number;
  readonly progressMessage: string;
  readonly tests: readonly TestItem[];
  readonly coverage: readonly PanelCoverage[];
  readonly notices: readonly string[];
  readonly failures: readonly PanelFailure[];
  readonly writtenFiles: readonly { readonly path: string; readonly isNew: boolean }[];
  readonly output: string;
  readonly isOutputCut: boolean;
  readonly errorMessage?: string;
  readonly summary?: PanelSummary;
}

export interface PanelState {
  /** In the order of their first part. */
  readonly runs: readonly RunState[];
  readonly undoneRunIds: readonly string[];
  /** What runs have proposed and is still on record. */
  readonly proposals: readonly PanelProposal[];
  readonly tab: PanelTab;
  /** As of when their tabs were opened; undefined: not read yet. */
  readonly costs?: PanelCosts;
  readonly models?: PanelModels;
  /** Why one of them cannot be read. */
  readonly reportProblem?: string;
  /** Runs whose parts are here or under way; undefined until the host has answered. */
  readonly hostRunIds?: readonly string[];
  readonly spend: string;
}

export const emptyPanelState: PanelState = {
  runs: [],
  undoneRunIds: [],
  proposals: [],
  tab: 'run',
  spend: '',
};

/** The next state; entries that are known already (by `seq`) change nothing, so a replay does no harm. */
export function reducePanelState(state: PanelState, message: HostMessage): PanelState {
  if (message.kind === 'stream-parts') return { ...state, runs: applyEntries(state.runs, message.entries) };
  if (message.kind === 'select-tab') return { ...state, tab: message.tab };
  if (message.kind === 'report') {
    const { costs = state.costs, models = state.models, problem } = message;
    const { reportProblem: _, ...others } = state;
    return {
      ...others,
      ...(costs && { costs }),
      ...(models && { models }),
      ...(problem !== undefined && { reportProblem: problem }),
    };
  }
  const known = new Set(message.runIds);
  const runs = state.runs.map((run) =>
    run.status === 'running' && !known.has(run.runId) ? { ...run, status: 'interrupted' as const } : run,
  );
  // What was undone before a reload of the window stays so, although the new host has not heard of it.
  const undoneRunIds = [...new Set([...state.undoneRunIds, ...message.undoneRunIds])];
  const { runIds: hostRunIds, proposals, spend } = message;
  return { ...state, runs, undoneRunIds, proposals, hostRunIds, spend };
}

/** What the host needs in order to send only what is missing. */
export function afterSeqByRun(state: PanelState): Record<string, number> {
  return Object.fromEntries(state.runs.map((run) => [run.runId, run.lastSeq]));
}

/** The latest runs, in a form that survives hiding the panel and reloading the window. */
export function toStoredState(state: PanelState): unknown {
  const { undoneRunIds, tab } = state;
  // What the host says stays with this page: the next one asks again.
  return {
    version: stateVersion,
    state: { ...emptyPanelState, undoneRunIds, tab, runs: state.runs.slice(-rememberedRuns) },
  };
}

/** The stored state; empty when it is not there or of another version. */
export function fromStoredState(stored: unknown): PanelState {
  const candidate = stored as { version?: unknown; state?: PanelState } | null | undefined;
  if (candidate?.version !== stateVersion || !Array.isArray(candidate.state?.runs)) return emptyPanelState;
  return candidate.state;
}

type Draft = { -readonly [K in keyof RunState]: RunState[K] } & {
  tests: TestItem[];
  agents: AgentItem[];
  coverage: PanelCoverage[];
  notices: string[];
  failures: PanelFailure[];
  writtenFiles: { path: string; isNew: boolean }[];
};

function applyEntries(runs: readonly RunState[], entries: readonly PanelEntry[]): readonly RunState[] {
  const next = [...runs];
  // One copy per run and message, not one per part: thousands of parts arrive at once after a replay.
  const drafts = new Map<string, { draft: Draft; testIndex: Map<string, number> }>();
  for (const entry of entries) {
    let open = drafts.get(entry.runId);
    if (!open) {
      let index = next.findIndex((run) => run.runId === entry.runId);
      if (index < 0) index = next.push(emptyRun(entry.runId)) - 1;
      const draft = copyRun(next[index] as RunState);
      next[index] = draft;
      open = { draft, testIndex: new Map(draft.tests.map((test, at) => [test.candidateId, at])) };
      drafts.set(entry.runId, open);
    }
    const { draft, testIndex } = open;
    if (entry.seq <= draft.lastSeq) continue;
    draft.missedParts += entry.seq - draft.lastSeq - 1;
    draft.lastSeq = entry.seq;
    applyPart(draft, testIndex, entry.part);
  }
  for (const { draft } of drafts.values()) cutOutput(draft, outputLimit);
  return next;
}

function applyPart(run: Draft, testIndex: Map<string, number>, part: PanelPart): void {
  switch (part.type) {
    case 'run-start':
      run.title = part.title;
      run.files = part.files;
      run.startedAtMs = part.startedAtMs;
      run.stages = part.stages;
      run.status = 'running';
      return;
    case 'restart':
      startAgain(run, testIndex);
      addNotice(run, part.message);
      return;
    case 'model-selected':
      run.model = { name: part.modelName, reason: part.reason };
      return;
    case 'agent-start':
      run.agents.push({ agentId: part.agentId, agentType: part.agentType });
      return;
    case 'agent-end':
      run.agents = run.agents.map((agent) =>
        agent.agentId === part.agentId ? { ...agent, outcome: part.outcome } : agent,
      );
      return;
    case 'stage-start':
      run.stage = part.stage;
      run.stageMessage = part.message;
      return;
    case 'progress':
      run.fraction = Math.min(1, Math.max(run.fraction, part.fraction));
      run.progressMessage = part.message;
      return;
    case 'notice':
      addNotice(run, part.message);
      return;
    case 'output':
      run.output += part.text;
      // Well above the limit, so that a flood is not copied once per part.
      cutOutput(run, outputLimit * 4);
      return;
    case 'test-proposed': {
      const { candidateId, sourceFile, unit, title } = part;
      putTest(run, testIndex, { candidateId, sourceFile, unit, title });
      return;
    }
    case 'test-code':
      putCode(run, testIndex, part.candidateId, part.code);
      return;
    case 'receipt':
      putReceipt(run, testIndex, part.receipt);
      return;
    case 'coverage':
      putCoverage(run, part.coverage);
      return;
    case 'file-written':
      if (!run.writtenFiles.some((file) => file.path === part.path)) {
        run.writtenFiles.push({ path: part.path, isNew: part.isNew });
      }
      return;
    case 'target-failed':
      run.failures.push(part.failure);
      return;
    case 'finish':
      run.summary = takeSummary(run, testIndex, part.summary);
      run.fraction = 1;
      run.status = 'finished';
      return;
    case 'error':
      run.errorMessage = part.message;
      run.status = 'failed';
      return;
    case 'abort':
      run.status = 'cancelled';
      return;
  }
}

/** The tests and figures of an attempt that does not count go; progress stays where it is, because it never goes back. */
function startAgain(run: Draft, testIndex: Map<string, number>): void {
  testIndex.clear();
  run.tests = [];
  run.coverage = [];
  run.failures = [];
  run.writtenFiles = [];
  delete run.stage;
  run.stageMessage = '';
}

function addNotice(run: Draft, message: string): void {
  if (run.notices.length < noticeLimit) run.notices.push(message);
}

/** Receipts and coverage go where they are shown and are stored once. */
function takeSummary(run: Draft, testIndex: Map<string, number>, summary: PanelSummary): PanelSummary {
  if (summary.type !== 'generate-tests') return summary;
  for (const receipt of summary.receipts) putReceipt(run, testIndex, receipt);
  for (const coverage of summary.coverage) putCoverage(run, coverage);
  return { ...summary, receipts: [], coverage: [] };
}

/** The text of a test that was never proposed has no place. */
function putCode(run: Draft, testIndex: Map<string, number>, candidateId: string, code: string): void {
  const index = testIndex.get(candidateId);
  const test = index === undefined ? undefined : run.tests[index];
  if (index === undefined || !test) return;
  const shown = code.length > codeLimit ? `${code.slice(0, codeLimit)}…` : code;
  run.tests[index] = { ...test, code: shown };
}

function putTest(run: Draft, testIndex: Map<string, number>, test: TestItem): void {
  const index = testIndex.get(test.candidateId);
  if (index === undefined) testIndex.set(test.candidateId, run.tests.push(test) - 1);
  else run.tests[index] = { ...run.tests[index], ...test };
}

function putReceipt(run: Draft, testIndex: Map<string, number>, receipt: PanelReceipt): void {
  const { candidateId, sourceFile, unit, title } = receipt;
  putTest(run, testIndex, { candidateId, sourceFile, unit, title, receipt });
}

function putCoverage(run: Draft, coverage: PanelCoverage): void {
  const index = run.coverage.findIndex((known) => known.sourceFile === coverage.sourceFile);
  if (index < 0) run.coverage.push(coverage);
  else run.coverage[index] = coverage;
}

function cutOutput(run: Draft, limit: number): void {
  if (run.output.length <= limit) return;
  run.output = run.output.slice(-outputLimit);
  run.isOutputCut = true;
}

function emptyRun(runId: string): RunState {
  return {
    runId,
    lastSeq: 0,
    missedParts: 0,
    status: 'running',
    title: '',
    files: [],
    startedAtMs: 0,
    agents: [],
    stages: [],
    stageMessage: '',
    fraction: 0,
    progressMessage: '',
    tests: [],
    coverage: [],
    notices: [],
    failures: [],
    writtenFiles: [],
    output: '',
    isOutputCut: false,
  };
}

function copyRun(run: RunState): Draft {
  return {
    ...run,
    tests: [...run.tests],
    agents: [...run.agents],
    coverage: [...run.coverage],
    notices: [...run.notices],
    failures: [...run.failures],
    writtenFiles: [...run.writtenFiles],
  };
}
