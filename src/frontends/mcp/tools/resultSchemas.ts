import { z } from 'zod';
import { gateEvidenceKinds } from '../../../core/quality/gateEvidence';
import { gateVerdicts } from '../../../core/quality/gateReport';

/** A number with its provenance, as `Figure` in core has it: without `value` when it is unavailable. */
export const figureSchema = z.object({
  provenance: z.enum(['measured', 'estimated', 'unavailable']),
  value: z.number().optional(),
  basis: z.string().optional().describe('What an estimate is based on'),
  reason: z.string().optional().describe('Why there is no value'),
});

/** Counts of statements and branches, or why they are not known. */
export const coverageSchema = z.object({
  coveredStatements: z.int().optional(),
  statements: z.int().optional(),
  coveredBranches: z.int().optional(),
  branches: z.int().optional(),
  unavailable: z.string().optional().describe('Why it is not known; then there are no counts'),
});

export const failuresSchema = z
  .array(z.object({ sourceFile: z.string(), code: z.string(), message: z.string() }))
  .describe('Files with which nothing could be done');

const gapSchema = z.object({
  sourceFile: z.string(),
  unit: z.string().describe('Function or method, or (module)'),
  uncoveredStatements: z.int().optional().describe('Absent when the file was not measured'),
  uncoveredBranches: z.int().optional(),
  lines: z.array(z.object({ startLine: z.int(), endLine: z.int() })).describe('From 1, both ends included'),
  complexity: figureSchema.describe('McCabe’s number of the hardest function'),
  churn: figureSchema.describe('Commits of the last 180 days that touched the file'),
  risk: figureSchema,
  explanation: z.string(),
});

const tallySchema = z.object({
  passed: z.int(),
  failed: z.int(),
  skipped: z.int(),
  brokenFiles: z.int().describe('Test files that could not be loaded'),
});

const filesSchema = z.array(z.object({ sourceFile: z.string(), coverage: coverageSchema }));

/** What the existing tests execute of the files. */
export const analysisSchema = z.object({
  runId: z.string(),
  files: filesSchema,
  total: coverageSchema,
  changed: z
    .object({ baseCommit: z.string(), total: coverageSchema, files: filesSchema })
    .optional()
    .describe('Only the lines that differ from a base branch; present when one was named'),
  gaps: z.array(gapSchema).describe('Riskiest first'),
  tests: tallySchema.optional().describe('Absent when no test file belongs to the files'),
  failures: failuresSchema,
  durationMs: z.number(),
});

const evidenceSchema = z.object({
  kind: z.enum(gateEvidenceKinds),
  message: z.string(),
  file: z.string().optional(),
  lines: z.object({ startLine: z.int(), endLine: z.int() }).optional().describe('From 1, both ends included'),
  columns: z
    .object({ start: z.int(), end: z.int() })
    .optional()
    .describe('In the first and the last line, from 0, the end not included'),
  name: z.string().optional().describe('Titles of the test, or key of the mutant'),
  outcomes: z.array(z.string()).optional().describe('How a flaky test ended, run by run'),
});

/** One judged rule of the quality gate. */
export const gateRuleSchema = z.object({
  rule: z.string(),
  verdict: z.enum(gateVerdicts),
  value: figureSchema.describe('In `unit`'),
  threshold: z.number().describe('In `unit`'),
  direction: z.enum(['at-least', 'at-most']).describe('Is the threshold the least that passes, or the most?'),
  unit: z.enum(['percent', 'usd']),
  explanation: z.string(),
  evidence: z.array(evidenceSchema),
  evidenceCount: z.int().describe('Of all evidence, of which the first pieces are given'),
});

/** What was spent in the day, the week and the month, against their limits. */
export const budgetsSchema = z.array(
  z.object({
    budgetType: z.string(),
    scope: z.string().optional(),
    spentMicroUsd: z.number(),
    limitMicroUsd: z.number().optional().describe('Absent: no limit is set; 0: free models only'),
    raisedByMicroUsd: z.number().optional().describe('Part of the limit that was added for this window only'),
    resetsAtMs: z.number().describe('When it counts from zero again, in milliseconds since the epoch'),
    isEstimated: z.boolean(),
  }),
);
