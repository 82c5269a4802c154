import type { QETask } from '../fleet/task';
import type { CandidateSource } from '../generation/candidate';
import { type GenerationDependencies, generateTests } from '../generation/generateTests';
import type { GenerateTestsRequest } from '../generation/generateTestsRequest';
import type { RunSummary } from '../generation/runSummary';
import type { Workbench } from '../generation/workbench';
import type { CallOrigin } from '../languageModel/withMetering';
import type { ModelSelection } from '../routing/modelSelection';
import { BaseAgent, type BaseAgentConfig } from './baseAgent';
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
}

export interface TestGeneratorContext extends Omit<GenerationDependencies, 'workbench' | 'source'> {
  readonly openWorkbench: (workspaceRoot: string) => Promise<Workbench>;
  /**
   * What writes the candidates: the embedded engine, and after it the selected model, if that is another one. Every call of it
   * is on record when it ends.
   */
  readonly createSource: (job: SourceJob) => CandidateSource;
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
    const source = this.context.createSource({
      workbench,
      selection,
      origin: {
        runId: task.id,
        agentId: this.agentId.id,
        agentType: this.agentId.type,
        taskType: task.type,
        workspace: workbench.workspace.rootPath,
      },
      progressIntervalMs: work.elapsedReportIntervalMs,
    });
    return await generateTests(
      { ...this.context, workbench, source },
      {
        runId: task.id,
        request: task.request,
        ...work,
      },
    );
  }
}
