import { composeTestFile, renderTestFile } from '../synthesis/writing/testFileComposer';
import type { ReadTest } from '../testing/languageAdapter';
import type { TestPlan } from './2-planTests';
import type { TestCandidate } from './candidate';
import type { Dossier } from './dossier';
import { triageFailure } from './triage/triageFailure';

/** Marks the failed tests for which the code is to blame, by the evidence. */
export function triageFailures(dossier: Dossier): void {
  for (const { candidate } of dossier.failing) {
    if (dossier.isReplaced(candidate.id) || dossier.findingOf(candidate.id) !== undefined) continue;
    const evidence = dossier.evidenceOf(candidate.id);
    if (!evidence) continue;
    const test = readCandidate(candidate, dossier.plan);
    const { cause, detail } = triageFailure({ candidate, evidence, test }, dossier.plan);
    if (cause === 'code') dossier.markAsFinding(candidate.id, detail);
  }
}

function readCandidate(candidate: TestCandidate, { language, style }: TestPlan): ReadTest | undefined {
  const text = renderTestFile(composeTestFile([candidate], style, { probe: false }), style);
  const read = language.readTests(text, style);
  return read.status === 'read' ? read.tests[0] : undefined;
}
