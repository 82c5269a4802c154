import type { CandidateSource } from '../core/generation/candidate';
import type { Sandbox } from '../core/testing/sandbox';

/** The embedded engine, loaded with its first use. */
export function createLazyEngine(sandbox: Sandbox): CandidateSource {
  return {
    modelId: 'embedded',
    async *write(request, signal) {
      const { createEmbeddedEngine } = await import('../core/synthesis/embeddedEngine');
      yield* createEmbeddedEngine({ sandbox }).write(request, signal);
    },
  };
}
