import { z } from 'zod';
import type { Figure } from '../../core/figure';
import type { TestCandidate, TestStyle } from '../../core/generation/candidate';
import { dropReasons, type TestReceipt } from '../../core/generation/receipt';
import type { ProposedFile } from '../../core/generation/review/proposal';
import { testFrameworkIds } from '../../core/testing/testProject';

export const figureSchema: z.ZodType<Figure> = z.discriminatedUnion('provenance', [
  z.object({ provenance: z.literal('measured'), value: z.number() }),
  z.object({ provenance: z.literal('estimated'), value: z.number(), basis: z.string() }),
  z.object({ provenance: z.literal('unavailable'), reason: z.string() }),
]);

const reasons = Object.keys(dropReasons) as [keyof typeof dropReasons];

export const receiptSchema: z.ZodType<TestReceipt> = z.object({
  candidateId: z.string(),
  sourceFile: z.string().min(1),
  testFile: z.string().min(1),
  unit: z.string(),
  title: z.string(),
  verdict: z.discriminatedUnion('status', [
    z.object({ status: z.literal('kept') }),
    z.object({ status: z.literal('finding'), detail: z.string() }),
    z.object({ status: z.literal('dropped'), reason: z.enum(reasons), detail: z.string() }),
  ]),
  runsPassed: figureSchema,
  runs: figureSchema,
  addedStatements: figureSchema,
  addedLines: figureSchema,
  addedBranches: figureSchema,
  addedKills: figureSchema,
  modelId: z.string(),
  costMicroUsd: figureSchema,
});

const importLineSchema = z.object({
  specifier: z.string(),
  style: z.enum(['import', 'require']),
  defaultName: z.exactOptional(z.string()),
  namespaceName: z.exactOptional(z.string()),
  names: z.array(z.string()),
});

const candidateSchema: z.ZodType<TestCandidate> = z.object({
  id: z.string().min(1),
  unit: z.string(),
  title: z.string(),
  bodyLines: z.array(z.string()),
  isAsync: z.boolean(),
  imports: z.array(importLineSchema),
  replaces: z.exactOptional(z.string()),
  claim: z.exactOptional(z.string()),
  modelId: z.string(),
  cost: figureSchema,
});

const styleSchema: z.ZodType<TestStyle> = z.object({
  framework: z.enum(testFrameworkIds),
  language: z.enum(['typescript', 'javascript']),
  moduleStyle: z.enum(['import', 'require']),
  hasGlobals: z.boolean(),
  hasFastCheck: z.exactOptional(z.boolean()),
  quote: z.enum(["'", '"']),
  semicolons: z.boolean(),
  indent: z.string(),
  moduleSpecifier: z.string(),
});

/** Tests that a run proposes for one file, as a run record holds them. */
export const proposedFileSchema: z.ZodType<ProposedFile> = z
  .object({
    path: z.string().min(1),
    before: z.string().optional(),
    after: z.string(),
    sourceFile: z.string().min(1),
    source: z.string(),
    style: styleSchema,
    tests: z.array(
      z.object({
        candidate: candidateSchema,
        receipt: receiptSchema,
        decision: z.exactOptional(z.enum(['accepted', 'rejected'])),
      }),
    ),
    written: z.exactOptional(z.string()),
  })
  .transform(({ before, ...file }) => ({ ...file, before }));
