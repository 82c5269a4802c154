import type { EmitPart } from '../agents/taskWork';
import type { StageName } from '../streaming/runPart';
import type { WorkspacePath } from '../testing/workspace';
import type { TestCandidate } from './candidate';
import type { RoundReports } from './candidateRounds';
import type { RunProgress } from './runProgress';
import { type Share, within } from './runShare';

export interface RunReportsOptions {
  readonly emit: EmitPart;
  readonly progress: RunProgress;
  /** The text of tests is wanted as it is written. */
  readonly isStreaming: boolean;
}

/** What a run says of itself while it goes on. */
export class RunReports {
  constructor(private readonly options: RunReportsOptions) {}

  /** @param fraction of the whole run that is done when the stage begins */
  async startStage(stage: StageName, message: string, fraction: number): Promise<void> {
    const { emit, progress } = this.options;
    await emit({ type: 'stage-start', stage, message });
    await progress.report(fraction, message);
  }

  async notice(message: string): Promise<void> {
    await this.options.emit({ type: 'notice', message });
  }

  /** For rounds that make up that part of the run. */
  forRounds(share: Share, attempt: RoundReports['attempt']): RoundReports {
    const { progress } = this.options;
    return {
      startStage: (stage, message, fraction) =>
        this.startStage(stage, message, share.from + (share.to - share.from) * fraction),
      notice: (message) => this.notice(message),
      listenerFor: (sourceFile, part) => {
        const own = within(share, part);
        return {
          onCandidate: (candidate) => this.propose(candidate, sourceFile),
          onNotice: (message) => this.notice(`${sourceFile}: ${message}`),
          onProgress: (fraction, message) =>
            progress.report(own.from + (own.to - own.from) * fraction, message),
        };
      },
      attempt,
    };
  }

  private async propose(candidate: TestCandidate, sourceFile: WorkspacePath): Promise<void> {
    const { emit, isStreaming } = this.options;
    const { id: candidateId, unit, title, bodyLines } = candidate;
    await emit({ type: 'test-proposed', candidateId, sourceFile, unit, title });
    if (isStreaming) await emit({ type: 'test-code', candidateId, code: bodyLines.join('\n') });
  }
}
