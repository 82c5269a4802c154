import type { AnalyzedFile, CoverageAnalysis } from '../../coverageAnalysis/coverageAnalysis';
import type { GateEvidence } from '../gateEvidence';

/** Files whose coverage is not known, each with its reason. */
export function unmeasuredFiles(files: readonly AnalyzedFile[]): readonly GateEvidence[] {
  return files.flatMap(({ sourceFile, coverage }) =>
    'unavailable' in coverage ? [unmeasuredFile(sourceFile, coverage.unavailable)] : [],
  );
}

/** Files with which nothing could be done: neither their coverage nor their tests are known. */
export function failedTargets({ failures }: CoverageAnalysis): readonly GateEvidence[] {
  return failures.map(({ sourceFile, message }) => unmeasuredFile(sourceFile, message));
}

export function unmeasuredFile(file: string, reason: string): GateEvidence {
  const message = reason.includes(file) ? reason : `${file}: ${reason}`;
  return { kind: 'unmeasured-file', file, message };
}

export function messagesOf(evidence: readonly GateEvidence[]): readonly string[] {
  return evidence.map(({ message }) => message);
}
