import ts from 'typescript';
import type { ParameterModel, ValueShape } from '../../../../core/synthesis/moduleModel';
import type { FileDeclarations } from '../syntax/fileDeclarations';
import type { SiblingFiles } from '../syntax/siblingFiles';

/** Where a piece of source is read: whose names count, what type parameters stand for, and how deep we are. */
export interface ShapeContext {
  readonly where: FileDeclarations;
  readonly siblings: SiblingFiles;
  /** The export name of a class or enum that tests can use by name; undefined for all others. */
  readonly exportNameOf: (declaration: ts.Node) => string | undefined;
  /** Type parameters in scope. */
  readonly bindings: ReadonlyMap<string, ValueShape>;
  /** Declarations that are being read, outermost first: types may contain themselves. */
  readonly trail: readonly ts.Node[];
  /** What may still be read; shared by everything below one parameter, because types can fan out without recursion. */
  readonly budget: { remaining: number };
  /** The readers, given here so that they can use each other. */
  readonly readType: (type: ts.Node | undefined, context: ShapeContext) => ValueShape;
  readonly readValue: (value: ts.Expression, context: ShapeContext, isExact: boolean) => ValueShape;
  readonly readParameters: (
    node: ts.SignatureDeclaration,
    context: ShapeContext,
  ) => readonly ParameterModel[];
}

const depthLimit = 8;

/** The context inside a declaration, or undefined when that would go too deep: a tree of data may contain one tree, a class none of its kind. */
export function enterDeclaration(
  declaration: ts.Node,
  where: FileDeclarations,
  bindings: ReadonlyMap<string, ValueShape>,
  context: ShapeContext,
): ShapeContext | undefined {
  const { trail } = context;
  const repetitions = trail.filter((node) => node === declaration).length;
  if (trail.length >= depthLimit || repetitions >= (ts.isClassLike(declaration) ? 1 : 2)) return undefined;
  return { ...context, where, bindings, trail: [...trail, declaration] };
}

/** The context with type parameters bound to arguments, else to their defaults or constraints. */
export function bindTypeParameters(
  parameters: readonly ts.TypeParameterDeclaration[] | undefined,
  typeArguments: readonly ValueShape[],
  context: ShapeContext,
): ReadonlyMap<string, ValueShape> {
  if (!parameters || parameters.length === 0) return context.bindings;
  const bindings = new Map(context.bindings);
  // Known to each other first: a constraint may name its own parameter.
  for (const parameter of parameters) bindings.set(parameter.name.text, { kind: 'unknown' });
  parameters.forEach((parameter, index) => {
    const fallback = parameter.default ?? parameter.constraint ?? jsDocConstraint(parameter);
    const shape = typeArguments[index] ?? context.readType(fallback, { ...context, bindings });
    bindings.set(parameter.name.text, shape);
  });
  return bindings;
}

/** `@template {string} T` */
function jsDocConstraint(parameter: ts.TypeParameterDeclaration): ts.Node | undefined {
  return ts.isJSDocTemplateTag(parameter.parent) ? parameter.parent.constraint : undefined;
}
