import type { ModuleModel, ParameterModel, ValueShape } from '../../synthesis/moduleModel';
import type { ReadImport } from '../../testing/languageAdapter';

/** A function or method with what it promises. */
export interface DocumentedUnit {
  /** `applyDiscount`, `Cart.add`. */
  readonly name: string;
  /** With that of its class. */
  readonly documentation: string;
  /** Declared; undefined: it is not. */
  readonly returns: ValueShape | undefined;
  readonly parameters: readonly ParameterModel[];
  readonly isAsync: boolean;
}

/**
 * The unit that a test means by what it calls: `add` as it is imported, `lib.add`, `Cart.of`, `new Cart(2).total`; undefined when that is
 * none of the module, or cannot be told.
 * @param imports what the test imports, by whatever name
 */
export function unitCalled(
  callee: string,
  model: ModuleModel,
  imports: readonly ReadImport[],
): DocumentedUnit | undefined {
  const instance = /^new\s+([\w$.]+)\(.*\)\.([\w$]+)$/s.exec(callee);
  if (instance) {
    const [, className = '', method = ''] = instance;
    return methodOf(exportedAs(className, imports), method, false, model);
  }
  const exported = exportedAs(callee, imports);
  const unit = model.units.find((each) => each.kind === 'function' && each.exportName === exported);
  if (unit?.kind === 'function') {
    const { name, documentation = '', returns, parameters, isAsync } = unit;
    return { name, documentation, returns, parameters, isAsync };
  }
  const [, owner = '', method = ''] = /^(.+)\.([\w$]+)$/.exec(callee) ?? [];
  return methodOf(exportedAs(owner, imports), method, true, model);
}

function methodOf(
  exportName: string | undefined,
  method: string,
  isStatic: boolean,
  { units }: ModuleModel,
): DocumentedUnit | undefined {
  const unit = units.find((each) => each.kind === 'class' && each.exportName === exportName);
  const found =
    unit?.kind === 'class'
      ? unit.methods.find((each) => each.name === method && each.isStatic === isStatic)
      : undefined;
  if (!unit || !found) return undefined;
  const { returns, parameters, isAsync } = found;
  const documentation = [found.documentation, unit.documentation]
    .filter((text) => text !== undefined)
    .join('\n');
  return { name: `${unit.name}.${method}`, documentation, returns, parameters, isAsync };
}

/** The export that a name stands for: its own, or a member of what was imported as a whole. */
function exportedAs(name: string, imports: readonly ReadImport[]): string | undefined {
  const direct = imports.find(({ local }) => local === name);
  if (direct) return direct.exported === '*' ? 'default' : direct.exported;
  const [, whole = '', member] = /^([\w$]+)\.([\w$]+)$/.exec(name) ?? [];
  const isWhole = imports.some(
    ({ local, exported }) => local === whole && ['*', 'default'].includes(exported),
  );
  return isWhole ? member : undefined;
}
