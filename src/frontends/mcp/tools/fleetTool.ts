import type { ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import { AbortError, onAbort, throwIfAborted } from '../../../base/abort';
import { describeError } from '../../../base/error';
import type { FleetRun, RunResult } from '../../../core/fleet/fleetRun';
import type { SummaryOf, TaskRequest } from '../../../core/fleet/task';
import type { TargetArguments } from '../../../core/toolArguments/targetArguments';
import { BaseMCPTool, type ToolContext, type ToolOutcome, type ToolStreamCallbacks } from '../baseMcpTool';
import { type ResolvedTargets, resolveTargets } from '../resolveTargets';
import { keepRunReport } from '../runReports';

/** A tool whose work is one task of the fleet: it submits, tells what happens, and ends the task when its caller cancels. */
export abstract class FleetTool<
  R extends TaskRequest,
  Arguments extends TargetArguments,
  Output,
> extends BaseMCPTool<Arguments, Output> {
  /** Of a tool that runs the tests there are; one that does more says so. */
  readonly annotations: ToolAnnotations = {
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  };

  protected abstract toRequest(targets: ResolvedTargets, params: Arguments): R;
  protected abstract toOutcome(summary: SummaryOf<R>): ToolOutcome<Output>;

  override supportsStreaming(): boolean {
    return true;
  }

  async execute(params: Arguments, context: ToolContext): Promise<ToolOutcome<Output>> {
    return await this.perform(params, context);
  }

  override async executeStreaming(
    params: Arguments,
    callbacks: ToolStreamCallbacks,
    context: ToolContext,
  ): Promise<ToolOutcome<Output>> {
    return await this.perform(params, context, callbacks);
  }

  private async perform(
    params: Arguments,
    context: ToolContext,
    callbacks?: ToolStreamCallbacks,
  ): Promise<ToolOutcome<Output>> {
    const request = this.toRequest(await resolveTargets(params, this.host, context), params);
    throwIfAborted(context.signal);
    const run = this.host.services.fleet.submit(request);
    const { spending } = this.host;
    const questions = spending.open(run.runId, context.ask);
    const cancellation = onAbort(context.signal, () => run.cancel());
    try {
      if (callbacks) await this.follow(run, callbacks, context.signal);
      // Settles when all child processes are gone, after a cancellation too.
      const outcome = await this.outcomeOf(await run.result, request.workspaceRoot);
      const refusal = spending.refusalOf(run.runId);
      return refusal === undefined ? outcome : { ...outcome, text: `${outcome.text}\n${refusal}` };
    } finally {
      cancellation.dispose();
      questions.dispose();
    }
  }

  /** Hands on one part after the other, each when the one before has been taken. A caller that is gone does not end the run. */
  private async follow(
    run: FleetRun<SummaryOf<R>>,
    callbacks: ToolStreamCallbacks,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      for await (const { part } of this.host.services.streams.read(run.runId, 0, signal)) {
        await callbacks.onPart(part);
      }
    } catch (error) {
      if (signal.aborted) return;
      this.host.logger.warn('The parts of a run could not be handed on', {
        runId: run.runId,
        error: describeError(error),
      });
    }
  }

  private async outcomeOf(
    result: RunResult<SummaryOf<R>>,
    workspaceRoot: string,
  ): Promise<ToolOutcome<Output>> {
    if (result.status === 'failed') throw result.error;
    if (result.status === 'cancelled') throw new AbortError();
    const outcome = this.toOutcome(result.summary);
    try {
      const report = { workspaceRoot, summary: result.summary };
      return { ...outcome, resources: await keepRunReport(this.memoryStore, report) };
    } catch (error) {
      // What was done is done, and its outcome is at hand: only reading more about it later is not possible.
      this.host.logger.warn('The report of a run could not be kept', {
        runId: result.summary.runId,
        error: describeError(error),
      });
      return outcome;
    }
  }
}
