import { systemClock } from '../../src/base/clock';
import { silentLogger } from '../../src/base/logger';
import { openWorkbench } from '../../src/composition/openWorkbench';
import { parseFleetConfig } from '../../src/core/config/fleetConfig';
import { CostTracker } from '../../src/core/cost/costTracker';
import { EventBus } from '../../src/core/events/eventBus';
import { unavailable } from '../../src/core/figure';
import type { CandidateRequest, CandidateSource, TestCandidate } from '../../src/core/generation/candidate';
import { generateTests } from '../../src/core/generation/generateTests';
import type { RunSummary } from '../../src/core/generation/runSummary';
import type { ImportLine } from '../../src/core/testing/languageAdapter';
import type { TestFrameworkId } from '../../src/core/testing/testProject';
import { analysisFakes } from './analysisFakes';
import type { CorpusTest } from './corpusTest';
import { FakeLedgerStore } from './fakeLedgerStore';
import { FakeSharedMemory } from './fakeSharedMemory';
import { memoryRunStore, meteredFake } from './generationFakes';

export interface CorpusRun {
  /** Absolute path of the project. */
  readonly folder: string;
  /** Absolute folder with the built workers. */
  readonly distFolder: string;
  /** By source file, in the order in which they are proposed. */
  readonly tests: Readonly<Record<string, readonly CorpusTest[]>>;
  readonly framework?: TestFrameworkId;
}

export interface CorpusResult {
  readonly summary: RunSummary;
  /** What the user is told on the way. */
  readonly notices: readonly string[];
}

/** Puts hand-written tests through the pipeline of the product, over a real project and its real test runner. */
export async function runCorpus({ folder, distFolder, tests, framework }: CorpusRun): Promise<CorpusResult> {
  const config = parseFleetConfig({ nodePath: process.execPath });
  const common = { logger: silentLogger, clock: systemClock };
  const costs = new CostTracker({
    ledger: new FakeLedgerStore(),
    events: new EventBus(silentLogger),
    timeZone: 'UTC',
    config: () => config,
    memory: new FakeSharedMemory(),
    ...common,
  });
  const notices: string[] = [];
  const runId = 'faults-1';
  const summary = await generateTests(
    {
      workbench: await openWorkbench(folder, { distFolder, config: () => config, logger: silentLogger }),
      sources: { free: meteredFake(corpusSource(tests), costs, { runId }) },
      settings: config,
      clock: systemClock,
      costs,
      runStore: memoryRunStore(),
      processId: process.pid,
      isProcessAlive: () => true,
      testRunTimeoutMs: 60_000,
      ...analysisFakes,
    },
    {
      runId,
      request: {
        type: 'generate-tests',
        workspaceRoot: folder,
        targets: Object.keys(tests).map((path) => ({ path })),
        ...(framework && { framework }),
      },
      emit: (part) => {
        if (part.type === 'notice') notices.push(part.message);
      },
      signal: new AbortController().signal,
      elapsedReportIntervalMs: 60_000,
    },
  );
  return { summary, notices };
}

function corpusSource(tests: CorpusRun['tests']): CandidateSource {
  return {
    modelId: 'corpus',
    async *write(request) {
      for (const [index, test] of (tests[request.model.file] ?? []).entries())
        yield { type: 'candidate', candidate: candidateOf(test, index, request) };
    },
  };
}

function candidateOf(test: CorpusTest, index: number, { style }: CandidateRequest): TestCandidate {
  const { unit, title, body, isAsync = /\bawait\b/.test(body) } = test;
  return {
    id: `${index + 1}`,
    unit,
    title,
    bodyLines: body.replace(/^\n/, '').split('\n'),
    isAsync,
    imports: importsOf(test, style),
    modelId: 'corpus',
    cost: unavailable('Nobody was asked.'),
  };
}

/** As its author would write them: the framework's functions that it uses, the module under test, and what else it names. */
function importsOf(
  { unit, body, from, imports = [unit], others = {} }: CorpusTest,
  { framework, moduleSpecifier, moduleStyle: style, hasGlobals }: CandidateRequest['style'],
): readonly ImportLine[] {
  const used = (names: readonly string[]): readonly string[] =>
    names.filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  const lines: ImportLine[] = [];
  if (framework === 'vitest' && !hasGlobals)
    lines.push({ specifier: 'vitest', style, names: ['describe', 'it', ...used(['expect', 'vi'])] });
  if (framework === 'node-test') lines.push({ specifier: 'node:test', style, names: ['describe', 'it'] });
  if (/\bassert\b/.test(body))
    lines.push({ specifier: 'node:assert/strict', style, defaultName: 'assert', names: [] });
  lines.push(lineOf(from ?? moduleSpecifier, imports, style));
  for (const [specifier, names] of Object.entries(others)) lines.push(lineOf(specifier, names, style));
  return lines;
}

function lineOf(specifier: string, names: readonly string[], style: ImportLine['style']): ImportLine {
  const [namespaceName] = names.flatMap((name) =>
    name.startsWith('* as ') ? [name.slice('* as '.length)] : [],
  );
  return namespaceName === undefined
    ? { specifier, style, names }
    : { specifier, style, namespaceName, names: [] };
}
