import { createTypeScriptLanguageAdapter } from '../../src/adapters/languages/typescript/typeScriptLanguageAdapter';
import type { LedgerRow } from '../../src/core/cost/ledgerStore';
import type { CandidatePart, CandidateRequest } from '../../src/core/generation/candidate';
import { createModelSource } from '../../src/core/generation/modelSource/createModelSource';
import type { LanguageModel } from '../../src/core/languageModel/languageModel';
import type { LanguageAdapter } from '../../src/core/testing/languageAdapter';
import { ManualTime } from './manualTimer';
import { aClassUnit, aFunctionUnit, aMethod, aParameter, aTestStyle } from './synthesisBuilders';

export const typescriptAdapter: LanguageAdapter = createTypeScriptLanguageAdapter();

/** About a module `src/shop.ts` with a function `discount` and a class `Basket`. */
export function aCandidateRequest(changes: Partial<CandidateRequest> = {}): CandidateRequest {
  const add = aMethod('add', [aParameter('sku', { kind: 'string' })]);
  return {
    source: 'export function discount(price: number): number { return price; }\n',
    model: {
      file: 'src/shop.ts',
      moduleSystem: 'esm',
      units: [
        aFunctionUnit('discount', { parameters: [aParameter('price', { kind: 'number' })] }),
        aClassUnit('Basket', { methods: [add], readableProperties: ['size'] }),
      ],
      functions: [],
      examples: [],
      workedExamples: [],
      constants: [],
      imports: [],
    },
    instrumented: { code: '', guidedCode: '', points: [] },
    focus: undefined,
    style: aTestStyle(),
    seed: 1,
    ...changes,
  };
}

/** A source that asks the model, with time in the test's hands. */
export function aModelSource(model: LanguageModel, rows: LedgerRow[] = []) {
  const time = new ManualTime();
  const source = createModelSource({
    modelId: model.modelName,
    openModel: () => ({ model, takeRows: () => rows.splice(0) }),
    maxOutputTokens: 1000,
    languageFor: async () => typescriptAdapter,
    progressIntervalMs: 5000,
    clock: time,
    setTimer: time.setTimer,
  });
  return { source, time };
}

/** All parts, until the source ends or `onPart` says to leave. */
export async function readParts(
  parts: AsyncIterable<CandidatePart>,
  onPart: (part: CandidatePart) => 'leave' | undefined | Promise<undefined> = () => undefined,
): Promise<{ readonly parts: readonly CandidatePart[]; readonly error: unknown }> {
  const read: CandidatePart[] = [];
  try {
    for await (const part of parts) {
      read.push(part);
      if ((await onPart(part)) === 'leave') break;
    }
    return { parts: read, error: undefined };
  } catch (error) {
    return { parts: read, error };
  }
}
