import type { CandidateSource } from '../generation/candidate';
import { type GenerationDependencies, generateTests } from '../generation/generateTests';
import type { GenerateTestsRequest } from '../generation/generateTestsRequest';
import type { Workbench } from '../generation/workbench';
import type { RunPart, RunSummary } from '../streaming/runPart';
import { type AgentContext, type AgentType, BaseAgent, type QETask } from './baseAgent';

export interface TestGeneratorPayload {
  readonly request: GenerateTestsRequest;
  readonly emit: (part: RunPart) => void;
}

export interface TestGeneratorContext
  extends AgentContext,
    Omit<GenerationDependencies, 'workbench' | 'source'> {
  readonly openWorkbench: (workspaceRoot: string) => Promise<Workbench>;
  readonly createSource: (workbench: Workbench) => CandidateSource;
}

/** Writes tests for source files and keeps those that prove themselves. */
export class TestGeneratorAgent extends BaseAgent<TestGeneratorPayload, RunSummary> {
  readonly type: AgentType = 'test-generator';

  constructor(
    id: string,
    private readonly dependencies: TestGeneratorContext,
  ) {
    super(id, dependencies);
  }

  protected override async performTaskImpl(
    task: QETask<TestGeneratorPayload>,
    signal: AbortSignal,
  ): Promise<RunSummary> {
    const { request, emit } = task.payload;
    const workbench = await this.dependencies.openWorkbench(request.workspaceRoot);
    const source = this.dependencies.createSource(workbench);
    return await generateTests(
      { ...this.dependencies, workbench, source },
      { runId: task.id, agentType: this.type, request, emit, signal },
    );
  }
}
