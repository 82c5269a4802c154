import type { Dossier } from '../dossier';
import type { TestReceipt } from '../receipt';
import type { JudgedTests } from '../testFileJudge';
import type { ProposedFile, ProposedTest } from './proposal';

/** What is proposed of a judged file; undefined when there is nothing to write. @param receipts those of its candidates */
export function proposedFileOf(
  { candidates }: Pick<Dossier, 'candidates'>,
  { plan, finalText, judgements, writtenFindings }: JudgedTests,
  receipts: readonly TestReceipt[],
): ProposedFile | undefined {
  if (finalText === undefined) return undefined;
  const kept = candidates.filter(({ id }) => judgements.get(id)?.status === 'kept');
  const tests = [...kept, ...writtenFindings].flatMap((candidate): readonly ProposedTest[] => {
    const receipt = receipts.find(({ candidateId }) => candidateId === candidate.id);
    return receipt ? [{ candidate, receipt }] : [];
  });
  return {
    path: plan.testFile,
    before: plan.existingTests,
    after: finalText,
    sourceFile: plan.target.path,
    source: plan.source,
    style: plan.style,
    tests,
  };
}
