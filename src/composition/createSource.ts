import { randomUUID } from 'node:crypto';
import type { SourceJob } from '../core/agents/testGeneratorAgent';
import type { CandidateSource } from '../core/generation/candidate';
import { withFreeMetering } from '../core/generation/meteredSource';
import { withFallbackModels } from '../core/generation/modelSource/fallbackModels';
import { withModelAfterwards } from '../core/generation/successiveSources';
import { embeddedModel } from '../core/routing/modelCatalog';
import { createLazyEngine } from './createLazyEngine';
import type { SourceServices } from './createPaidSource';

/** What writes candidates: the embedded engine, which is free, and after it the selected model, if that is another one. */
export function createSource(services: SourceServices, job: SourceJob): CandidateSource {
  const { workbench, selection, origin } = job;
  const engine = withFreeMetering(createLazyEngine(workbench.sandbox), {
    meter: services.meter,
    modelConfig: embeddedModel,
    createCallId: randomUUID,
    origin,
  });
  if (!selection || selection.modelConfig.provider === embeddedModel.provider) return engine;
  return withModelAfterwards(
    engine,
    withFallbackModels({
      first: selection,
      sourceOf: ({ modelName, modelConfig }) => ({
        modelId: modelName,
        async *write(request, signal) {
          const { createPaidSource } = await import('./createPaidSource');
          yield* createPaidSource(services, job, modelConfig).write(request, signal);
        },
      }),
      next: job.nextModel,
      onSuccess: job.onAnswered,
    }),
  );
}
