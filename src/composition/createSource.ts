import { randomUUID } from 'node:crypto';
import type { SourceJob } from '../core/agents/testGeneratorAgent';
import type { CandidateSource } from '../core/generation/candidate';
import type { CandidateSources } from '../core/generation/candidateSources';
import { withFreeMetering } from '../core/generation/meteredSource';
import { withReplacements } from '../core/generation/modelSource/withReplacements';
import { embeddedModel } from '../core/routing/modelCatalog';
import type { ModelSelection } from '../core/routing/modelSelection';
import { createLazyEngine } from './createLazyEngine';
import type { SourceServices } from './createPaidSource';

/** What writes candidates: the embedded engine, which is free, and the selected model, if that is another one. */
export function createSource(services: SourceServices, job: SourceJob): CandidateSources {
  const { workbench, selection, origin } = job;
  const free = withFreeMetering(createLazyEngine(workbench.sandbox), {
    meter: services.meter,
    modelConfig: embeddedModel,
    createCallId: randomUUID,
    origin,
  });
  if (!selection || selection.modelConfig.provider === embeddedModel.provider) return { free };
  const paid = withReplacements({
    first: selection,
    sourceOf: (asked) => createLazyPaidSource(services, job, asked),
    next: job.nextModel,
    escalate: job.escalate,
    onSuccess: job.onAnswered,
  });
  return { free, paid };
}

/** Loaded when it is first asked: an editor that has just started need not load it. */
function createLazyPaidSource(
  services: SourceServices,
  job: SourceJob,
  { modelName, modelConfig }: ModelSelection,
): CandidateSource {
  let source: Promise<CandidateSource> | undefined;
  return {
    modelId: modelName,
    async *write(request, signal) {
      source ??= import('./createPaidSource').then((module) =>
        module.createPaidSource(services, job, modelConfig),
      );
      yield* (await source).write(request, signal);
    },
  };
}
