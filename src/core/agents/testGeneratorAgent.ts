import type { FleetConfig } from '../config/fleetConfig';
import type { ProviderError } from '../errors';
import type { QETask } from '../fleet/task';
import type { CandidateSources } from '../generation/candidateSources';
import type { GenerationDependencies, generateTests } from '../generation/generateTests';
import type { GenerateTestsRequest } from '../generation/generateTestsRequest';
import type { RunSummary } from '../generation/runSummary';
import type { Workbench } from '../generation/workbench';
import type { CallOrigin } from '../languageModel/withMetering';
import type { ModelSelection } from '../routing/modelSelection';
import { BaseAgent } from './baseAgent';
import type { BaseAgentConfig } from './baseAgentConfig';
import type { TaskWork } from './taskWork';

/** What candidates are wanted for. */
export interface SourceJob {
  readonly workbench: Workbench;
  /** Undefined: no model was selected. */
  readonly selection: ModelSelection | undefined;
  /** On whose account calls are made. */
  readonly origin: CallOrigin;
  /** A live answer is reported at least this often. */
  readonly progressIntervalMs: number;
  /** The model to ask when the provider of one has failed. @throws ModelSelectionError, BudgetExceededError */
  readonly nextModel: (failed: ModelSelection, error: ProviderError) => Promise<ModelSelection>;
  /**
   * A model one tier stronger than one whose tests did not hold; undefined when there is none to be had.
   * @param failure what the check found, as one phrase
   */
  readonly escalate: (weak: ModelSelection, failure: string) => Promise<ModelSelection | undefined>;
  /** Told of each answer that came to its end. */
  readonly onAnswered: (selection: ModelSelection) => void;
}

export interface TestGeneratorContext
  extends Omit<GenerationDependencies, 'workbench' | 'sources' | 'settings'> {
  /** Read when a task starts. @throws ConfigError */
  readonly config: () => FleetConfig;
  readonly openWorkbench: (workspaceRoot: string) => Promise<Workbench>;
  /**
   * What writes the candidates: the embedded engine, and the selected model, if that is another one. Every call of them is on
   * record when it ends. Loaded when it is first asked for.
   */
  readonly createSource: (job: SourceJob) => Promise<CandidateSources>;
  /** The pipeline; handed in, so that an editor that has just started need not load it. */
  readonly generateTests: typeof generateTests;
}

/** Writes tests for source files and keeps those that prove themselves. */
export class TestGeneratorAgent extends BaseAgent<GenerateTestsRequest> {
  constructor(
    config: BaseAgentConfig,
    private readonly context: TestGeneratorContext,
  ) {
    super(
      'test-generator',
      [
        { name: 'generate-tests', description: 'Proposes tests and keeps those that prove themselves.' },
        {
          name: 'measure-coverage',
          description: 'Measures what each test adds in the project’s own runner.',
        },
      ],
      config,
    );
  }

  protected override async performTaskImpl(
    task: QETask<GenerateTestsRequest>,
    selection: ModelSelection | undefined,
    work: TaskWork,
  ): Promise<RunSummary> {
    const workbench = await this.context.openWorkbench(task.request.workspaceRoot);
    // The model that is asked now; those that were replaced have no say in what comes of it.
    let asked = selection;
    const sources = await this.context.createSource({
      workbench,
      selection,
      origin: {
        runId: task.id,
        agentId: this.agentId.id,
        agentType: this.agentId.type,
        taskType: task.type,
        workspace: workbench.workspace.rootPath,
        ...(task.door && { door: task.door }),
      },
      progressIntervalMs: work.elapsedReportIntervalMs,
      nextModel: async (failed, error) => {
        if (!this.modelRouter) throw error;
        asked = await this.modelRouter.selectFallback(task, failed, error);
        return asked;
      },
      escalate: async (weak, failure) => {
        const stronger = await this.modelRouter?.escalate(task, weak, failure);
        // That the weak one failed is on record now, also when no other takes its place.
        asked = stronger;
        return stronger;
      },
      onAnswered: ({ modelConfig }) => this.modelRouter?.reportSuccess(modelConfig),
    });
    const settings = this.context.config();
    const stopping = task.stopSignal && { stopSignal: task.stopSignal };
    const summary = await this.context.generateTests(
      { ...this.context, workbench, sources, settings },
      { runId: task.id, request: task.request, ...work, ...stopping },
    );
    if (asked) this.recordOutcome(task, asked, summary);
    return summary;
  }

  /** The router learns whether a model wrote tests that hold; one that was replaced in mid-run has no say. */
  private recordOutcome(
    task: QETask<GenerateTestsRequest>,
    selection: ModelSelection,
    { receipts }: RunSummary,
  ): void {
    const written = receipts.filter(({ modelId }) => modelId === selection.modelName);
    if (written.length === 0) return;
    const isSuccess = written.some(({ verdict }) => verdict.status === 'kept');
    this.modelRouter?.recordOutcome(task, selection, isSuccess);
  }
}
