import type { ModuleModel, ModuleUnit, ParameterModel, ValueShape } from '../../synthesis/moduleModel';

/** Levels of types inside of types that are worth reading. */
const deepest = 3;

/** One line for each thing that the module exports, methods below their class. */
export function describeUnits({ units, moduleSystem }: ModuleModel): string {
  // Of a compiled module, `require` gives an object that has the default as a property.
  const defaultText =
    moduleSystem === 'transpiled' ? 'the default export, exports.default' : 'the default export';
  return units.flatMap((unit) => linesOf(unit, defaultText)).join('\n');
}

function linesOf(unit: ModuleUnit, defaultText: string): readonly string[] {
  const name = unit.exportName === 'default' ? `${unit.name} (${defaultText})` : unit.name;
  if (unit.kind === 'function') {
    return [`- ${unit.isAsync ? 'async ' : ''}function ${name}(${parametersText(unit.parameters)})`];
  }
  const isConstructible = unit.isConstructible ?? true;
  const construction = isConstructible
    ? `: new ${unit.name}(${parametersText(unit.constructorParameters)})`
    : '';
  const methods = unit.methods.map(
    (method) =>
      `  - ${method.isStatic ? 'static ' : ''}${method.isAsync ? 'async ' : ''}${method.name}(${parametersText(method.parameters)})`,
  );
  const properties =
    unit.readableProperties.length > 0 ? [`  - reads ${unit.readableProperties.join(', ')}`] : [];
  return [`- ${isConstructible ? 'class' : 'object'} ${name}${construction}`, ...methods, ...properties];
}

function parametersText(parameters: readonly ParameterModel[]): string {
  return parameters
    .map(({ name, shape, isOptional, isRest }) => {
      const type = shapeText(shape, 0);
      return `${isRest ? '...' : ''}${name}${isOptional && !isRest ? '?' : ''}${type === 'unknown' ? '' : `: ${type}`}`;
    })
    .join(', ');
}

function shapeText(shape: ValueShape, depth: number): string {
  if (depth > deepest) return '…';
  const inner = (part: ValueShape): string => shapeText(part, depth + 1);
  switch (shape.kind) {
    case 'literal':
      return shape.code;
    case 'union':
      return shape.options.map(inner).join(' | ');
    case 'array':
      return `Array<${inner(shape.element)}>`;
    case 'tuple':
      return `[${shape.elements.map(inner).join(', ')}]`;
    case 'object':
      return `{ ${shape.properties.map((each) => `${each.name}${each.isOptional ? '?' : ''}: ${inner(each.shape)}`).join('; ')} }`;
    case 'record':
      return `Record<string, ${inner(shape.value)}>`;
    case 'map':
      return `Map<${inner(shape.key)}, ${inner(shape.value)}>`;
    case 'set':
      return `Set<${inner(shape.element)}>`;
    case 'promise':
      return `Promise<${inner(shape.value)}>`;
    case 'function':
      return `(${shape.parameters.map((each) => `${each.name}: ${inner(each.shape)}`).join(', ')}) => ${inner(shape.returns)}`;
    case 'instance':
      return shape.exportName;
    case 'date':
      return 'Date';
    case 'regexp':
      return 'RegExp';
    case 'error':
      return 'Error';
    default:
      return shape.kind;
  }
}
