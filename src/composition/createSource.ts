import { ModelSelectionError } from '../core/errors';
import type { CandidateSource } from '../core/generation/candidate';
import type { Workbench } from '../core/generation/workbench';
import type { ModelSelection } from '../core/routing/modelSelection';
import { createLazyEngine } from './createLazyEngine';

/** What writes candidates with the selected model. @throws ModelSelectionError for a model that nothing here can reach */
export function createSource({ sandbox }: Workbench, selection: ModelSelection | undefined): CandidateSource {
  if (selection && selection.modelConfig.provider !== 'embedded') {
    throw new ModelSelectionError(
      `${selection.modelName} was selected, and no provider for ${selection.modelConfig.provider} is set up.`,
    );
  }
  return createLazyEngine(sandbox);
}
