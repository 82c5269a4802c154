import type { AnalysisDependencies, analyzeCoverage } from '../coverageAnalysis/analyzeCoverage';
import type { AnalyzeCoverageRequest } from '../coverageAnalysis/analyzeCoverageRequest';
import type { CoverageAnalysis } from '../coverageAnalysis/coverageAnalysis';
import type { QETask } from '../fleet/task';
import type { OpenWorkbench } from '../generation/workbench';
import type { ModelSelection } from '../routing/modelSelection';
import { BaseAgent } from './baseAgent';
import type { BaseAgentConfig } from './baseAgentConfig';
import type { TaskWork } from './taskWork';

export interface CoverageAnalyzerContext extends Omit<AnalysisDependencies, 'workbench'> {
  readonly openWorkbench: OpenWorkbench;
  /** The analysis; handed in, so that an editor that has just started need not load it. */
  readonly analyzeCoverage: typeof analyzeCoverage;
}

/** Measures what the existing tests execute of source files, and names what they leave out. */
export class CoverageAnalyzerAgent extends BaseAgent<AnalyzeCoverageRequest> {
  constructor(
    config: BaseAgentConfig,
    private readonly context: CoverageAnalyzerContext,
  ) {
    super(
      'coverage-analyzer',
      [
        {
          name: 'measure-coverage',
          description: 'Measures coverage of the existing tests in the project’s own runner.',
        },
        { name: 'find-gaps', description: 'Names the functions and lines that no test executes.' },
      ],
      config,
    );
  }

  /** Everything is measured; a budget for models must not stop it. */
  protected override get needsModel(): boolean {
    return false;
  }

  protected override async performTaskImpl(
    { id, request }: QETask<AnalyzeCoverageRequest>,
    _selection: ModelSelection | undefined,
    work: TaskWork,
  ): Promise<CoverageAnalysis> {
    const workbench = await this.context.openWorkbench(request.workspaceRoot);
    return await this.context.analyzeCoverage(
      { ...this.context, workbench },
      { runId: id, request, ...work },
    );
  }
}
