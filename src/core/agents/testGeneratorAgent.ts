import type { QETask } from '../fleet/task';
import type { CandidateSource } from '../generation/candidate';
import { type GenerationDependencies, generateTests } from '../generation/generateTests';
import type { GenerateTestsRequest } from '../generation/generateTestsRequest';
import type { RunSummary } from '../generation/runSummary';
import type { Workbench } from '../generation/workbench';
import type { ModelSelection } from '../routing/modelSelection';
import { BaseAgent } from './baseAgent';
import type { BaseAgentConfig } from './baseAgentConfig';
import type { TaskWork } from './taskWork';

export interface TestGeneratorContext extends Omit<GenerationDependencies, 'workbench' | 'source'> {
  readonly openWorkbench: (workspaceRoot: string) => Promise<Workbench>;
  /**
   * What writes the candidates: the selected model, or the embedded engine when none was selected.
   * @throws ModelSelectionError for a model that nothing in the product can reach
   */
  readonly createSource: (workbench: Workbench, selection: ModelSelection | undefined) => CandidateSource;
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
    const source = this.context.createSource(workbench, selection);
    return await generateTests(
      { ...this.context, workbench, source },
      {
        runId: task.id,
        agentId: this.agentId.id,
        agentType: this.agentId.type,
        request: task.request,
        ...work,
      },
    );
  }
}
