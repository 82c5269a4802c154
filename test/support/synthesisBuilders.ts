import type { CandidatePart, CandidateRequest, TestStyle } from '../../src/core/generation/candidate';
import type {
  ClassUnit,
  FunctionUnit,
  MethodModel,
  ModuleUnit,
  ParameterModel,
  ValueShape,
} from '../../src/core/synthesis/moduleModel';
import type { RuntimeExport } from '../../src/core/synthesis/runtimeExports';

/** Vitest, TypeScript, single quotes, semicolons, two blanks. */
export function aTestStyle(changes: Partial<TestStyle> = {}): TestStyle {
  return {
    framework: 'vitest',
    language: 'typescript',
    moduleStyle: 'import',
    hasGlobals: false,
    quote: "'",
    semicolons: true,
    indent: '  ',
    moduleSpecifier: './shop',
    ...changes,
  };
}

export function aParameter(
  name: string,
  shape: ValueShape,
  changes: Partial<ParameterModel> = {},
): ParameterModel {
  return { name, shape, isOptional: false, isRest: false, ...changes };
}

export function aFunctionUnit(name: string, changes: Partial<FunctionUnit> = {}): FunctionUnit {
  return {
    kind: 'function',
    name,
    exportName: name,
    range: { startLine: 1, endLine: 9 },
    constants: [],
    parameters: [],
    isAsync: false,
    ...changes,
  };
}

export function aMethod(name: string, parameters: readonly ParameterModel[] = []): MethodModel {
  return {
    name,
    isStatic: false,
    parameters,
    isAsync: false,
    range: { startLine: 1, endLine: 99 },
    constants: [],
  };
}

export function aClassUnit(name: string, changes: Partial<ClassUnit> = {}): ClassUnit {
  return {
    kind: 'class',
    name,
    exportName: name,
    range: { startLine: 1, endLine: 99 },
    constants: [],
    constructorParameters: [],
    methods: [],
    readableProperties: [],
    ...changes,
  };
}

/** A request for a module of these units, whose counters stand on the lines given. */
export function aCandidateRequest(
  units: readonly ModuleUnit[],
  pointLines: readonly number[],
  changes: Partial<CandidateRequest> = {},
): CandidateRequest {
  return {
    source: '',
    model: {
      file: 'src/shop.ts',
      moduleSystem: 'esm',
      units,
      functions: [],
      examples: [],
      workedExamples: [],
      constants: [],
      imports: [],
    },
    instrumented: {
      code: '',
      guidedCode: '',
      points: pointLines.map((line, offset) => ({ kind: 'statement', line, offset })),
    },
    focus: undefined,
    style: aTestStyle(),
    seed: 1,
    ...changes,
  };
}

/** All parts of a stream, in order. */
export async function allParts(stream: AsyncIterable<CandidatePart>): Promise<CandidatePart[]> {
  const parts: CandidatePart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

/** An export without anything to call on it. */
export function aRuntimeExport(name: string, kind: RuntimeExport['kind']): RuntimeExport {
  return { name, kind, ownName: '', members: [], statics: [], counters: [], parameterNames: [] };
}
