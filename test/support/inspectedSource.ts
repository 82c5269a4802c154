import assert from 'node:assert/strict';
import { createTypeScriptLanguageAdapter } from '../../src/adapters/languages/typescript/typeScriptLanguageAdapter';
import type {
  ClassUnit,
  FunctionUnit,
  ModuleModel,
  ParameterModel,
  ValueShape,
} from '../../src/core/synthesis/moduleModel';
import type { InstrumentedSource } from '../../src/core/testing/languageAdapter';

export interface InspectedSource {
  readonly model: ModuleModel;
  readonly instrumented: InstrumentedSource;
  /** Siblings that were asked for, in order. */
  readonly reads: readonly string[];
}

/** Inspects a text that has to be free of syntax errors; `siblings` are the other files of the workspace. */
export async function inspectSource(
  source: string,
  {
    path = 'src/unit.ts',
    siblings = {},
  }: { path?: string; siblings?: Readonly<Record<string, string>> } = {},
): Promise<InspectedSource> {
  const reads: string[] = [];
  const result = await createTypeScriptLanguageAdapter().inspect(path, source, async (sibling) => {
    reads.push(sibling);
    return siblings[sibling];
  });
  assert.equal(result.status, 'inspected', JSON.stringify(result));
  assert.ok(result.status === 'inspected');
  return { model: result.model, instrumented: result.instrumented, reads };
}

export function functionNamed(model: ModuleModel, exportName: string): FunctionUnit {
  const unit = model.units.find((candidate) => candidate.exportName === exportName);
  assert.ok(unit?.kind === 'function', `no function ${exportName} in ${JSON.stringify(model.units)}`);
  return unit;
}

export function classNamed(model: ModuleModel, exportName: string): ClassUnit {
  const unit = model.units.find((candidate) => candidate.exportName === exportName);
  assert.ok(unit?.kind === 'class', `no class ${exportName} in ${JSON.stringify(model.units)}`);
  return unit;
}

/** Parameters in a notation near to TypeScript's: `price: number, ...rest: string[]`. */
export function parametersText(parameters: readonly ParameterModel[]): string {
  return parameters
    .map(
      ({ name, shape, isOptional, isRest }) =>
        `${isRest ? '...' : ''}${name}${isOptional ? '?' : ''}: ${shapeText(shape)}`,
    )
    .join(', ');
}

/** A shape in a notation near to TypeScript's; instances as `#Name`. */
function shapeText(shape: ValueShape): string {
  switch (shape.kind) {
    case 'literal':
      return shape.code;
    case 'union':
      return shape.options.map(shapeText).join(' | ');
    case 'array':
      return `Array<${shapeText(shape.element)}>`;
    case 'tuple':
      return `[${shape.elements.map(shapeText).join(', ')}]`;
    case 'object':
      return `{ ${shape.properties.map((property) => `${property.name}${property.isOptional ? '?' : ''}: ${shapeText(property.shape)}`).join('; ')} }`;
    case 'record':
      return `Record<${shapeText(shape.value)}>`;
    case 'map':
      return `Map<${shapeText(shape.key)}, ${shapeText(shape.value)}>`;
    case 'set':
      return `Set<${shapeText(shape.element)}>`;
    case 'function':
      return `(${parametersText(shape.parameters)}) => ${shape.isAsync ? 'async ' : ''}${shapeText(shape.returns)}`;
    case 'promise':
      return `Promise<${shapeText(shape.value)}>`;
    case 'instance':
      return `#${shape.exportName}`;
    default:
      return shape.kind;
  }
}
