import { composeTestFile } from '../synthesis/writing/testFileComposer';
import type { WorkspacePath } from '../testing/workspace';
import type { Dossier } from './dossier';
import { firstLine } from './firstLine';
import type { Judgement } from './testFileJudge';

/** A test that fails because the code is wrong, every time it was run. */
export interface Finding {
  readonly candidateId: string;
  readonly sourceFile: WorkspacePath;
  readonly testFile: WorkspacePath;
  readonly unit: string;
  readonly title: string;
  /** One sentence with the evidence that it is the code that is wrong. */
  readonly detail: string;
  /** First line of the failure. */
  readonly failure: string;
  /** The test, marked as failing in the framework's own way. */
  readonly code: string;
  /** Why it was not written although that was asked for: one sentence. */
  readonly notWritten?: string;
}

/** @param withheld those that do not hold in the test file, by id, with one sentence why */
export function findingsOf(
  dossier: Dossier,
  judgements: ReadonlyMap<string, Judgement>,
  withheld: ReadonlyMap<string, string>,
): readonly Finding[] {
  const { plan } = dossier;
  return dossier.candidates.flatMap((candidate): readonly Finding[] => {
    const judgement = judgements.get(candidate.id);
    if (judgement?.status !== 'finding') return [];
    const { id: candidateId, unit, title } = candidate;
    const { body } = composeTestFile([candidate], plan.style, { probe: false, isExpectedToFail: () => true });
    const notWritten = withheld.get(candidateId);
    const message = dossier.evidenceOf(candidateId)?.outcome?.failureMessage ?? '';
    return [
      {
        candidateId,
        sourceFile: plan.target.path,
        testFile: plan.testFile,
        unit,
        title,
        detail: judgement.detail,
        failure: firstLine(message),
        code: body,
        ...(notWritten !== undefined && { notWritten }),
      },
    ];
  });
}
