import type { FleetConfig } from '../config/fleetConfig';
import type { QETask } from '../fleet/task';
import type { GateReport } from '../quality/gateReport';
import type { judgeGate } from '../quality/judgeGate';
import type { GateDependencies } from '../quality/measureGate';
import type { QualityGateRequest } from '../quality/qualityGateRequest';
import type { ModelSelection } from '../routing/modelSelection';
import { BaseAgent } from './baseAgent';
import type { BaseAgentConfig } from './baseAgentConfig';
import type { CoverageAnalyzerContext } from './coverageAnalyzerAgent';
import type { TaskWork } from './taskWork';

export interface QualityGateContext
  extends CoverageAnalyzerContext,
    Pick<GateDependencies, 'measureSuiteScore' | 'costs'> {
  /** Read when a task starts. @throws ConfigError */
  readonly config: () => FleetConfig;
  /** Handed in, so that an editor that has just started need not load it. */
  readonly judgeGate: typeof judgeGate;
}

/** Decides whether source files and their tests meet the policy of the settings. */
export class QualityGateAgent extends BaseAgent<QualityGateRequest> {
  constructor(
    config: BaseAgentConfig,
    private readonly context: QualityGateContext,
  ) {
    super(
      'quality-gate',
      [
        {
          name: 'measure-coverage',
          description: 'Measures coverage of the existing tests in the project’s own runner.',
        },
        {
          name: 'judge-quality',
          description: 'Holds coverage, test results, mutants, flakiness and spend against the policy.',
        },
      ],
      config,
    );
  }

  /** A verdict rests on measured figures alone; a budget for models must not stop it. */
  protected override get needsModel(): boolean {
    return false;
  }

  protected override async performTaskImpl(
    { id, request }: QETask<QualityGateRequest>,
    _selection: ModelSelection | undefined,
    work: TaskWork,
  ): Promise<GateReport> {
    const settings = this.context.config();
    const workbench = await this.context.openWorkbench(request.workspaceRoot);
    return await this.context.judgeGate(
      { ...this.context, workbench },
      { runId: id, request, settings, ...work },
    );
  }
}
