import type { ParameterModel, ValueShape } from '../moduleModel';
import type { Callable } from './scenarioPlan';
import type { TestableUnit } from './testableUnit';

export interface OwnClass extends Pick<TestableUnit, 'construct' | 'exportName'> {
  /** Of the fields and methods of its instances. */
  readonly names: ReadonlySet<string>;
}

/** The method, with instances of its own class first where an argument is asked for nothing but what they have. */
export function withOwnInstances(method: Callable, { construct, exportName, names }: OwnClass): Callable {
  if (!construct || method.generator.scope.staysInType) return method;
  const isLikeInstance = (shape: ValueShape): boolean =>
    shape.kind === 'object' &&
    shape.properties.length > 0 &&
    shape.properties.every(({ name }) => names.has(name));
  const own: ValueShape = { kind: 'instance', exportName };
  const parameters = method.parameters.map((parameter): ParameterModel => {
    const { shape } = parameter;
    if (isLikeInstance(shape)) return { ...parameter, shape: { kind: 'union', options: [own, shape] } };
    if (shape.kind !== 'union') return parameter;
    const index = shape.options.findIndex(isLikeInstance);
    if (index < 0) return parameter;
    return { ...parameter, shape: { ...shape, options: shape.options.toSpliced(index, 0, own) } };
  });
  return { ...method, parameters };
}
