import ts from 'typescript';
import type { ParameterModel, ValueShape } from '../../../../core/synthesis/moduleModel';
import { isVague, mergeObjects, unionOf, unknownShape } from '../shapes/shapeAlgebra';
import { bindTypeParameters, type ShapeContext } from '../shapes/shapeContext';
import { nodesOf } from '../syntax/syntaxTree';
import { UsageEvidence } from '../usage/usageEvidence';
import { UsageObserver } from '../usage/usageObserver';

const nodeBudget = 250;

/** The parameters of anything callable; what has neither type nor JSDoc is judged by its default value and its use. */
export function readParameters(
  node: ts.SignatureDeclaration,
  outer: ShapeContext,
): readonly ParameterModel[] {
  const typeParameters = ts.isJSDocFunctionType(node)
    ? []
    : ts.getEffectiveTypeParameterDeclarations(node as ts.DeclarationWithTypeParameters);
  const context = { ...outer, bindings: bindTypeParameters(typeParameters, [], outer) };
  const written = node.parameters.filter((parameter) => parameter.name.getText() !== 'this');
  const expected = expectedParameters(node, context);
  const observed = observeUse(node, written, context);
  const models = written.map((parameter, index) => {
    const own = withFreshBudget(context);
    const declared = declaredShape(parameter, own);
    const known = declared.kind === 'unknown' ? (expected[index]?.shape ?? unknownShape) : declared;
    const evidence = observed.get(parameter);
    const shape = evidence && isVague(known) ? sharpen(known, evidence, parameter, own) : known;
    return {
      name: parameterName(parameter),
      shape: parameter.dotDotDotToken ? asRestArray(shape) : shape,
      isOptional: isDeclaredOptional(parameter) || (evidence?.isOptional ?? false),
      isRest: parameter.dotDotDotToken !== undefined,
    };
  });
  return takesFurtherArguments(node, context) ? [...models, furtherArguments(models.length)] : models;
}

/** In JavaScript, `arguments` takes what no parameter is named for. */
function takesFurtherArguments(node: ts.SignatureDeclaration, { where, trail }: ShapeContext): boolean {
  if (!where.file.isJavaScript || trail.length > 0 || !hasBody(node) || ts.isArrowFunction(node))
    return false;
  return (
    !node.parameters.some(({ dotDotDotToken }) => dotDotDotToken) &&
    node.body !== undefined &&
    readsArguments(node.body)
  );
}

/** Their number alone does not count. */
function readsArguments(body: ts.Node): boolean {
  for (const node of nodesOf(body, hasOwnArguments)) {
    if (!ts.isIdentifier(node) || node.text !== 'arguments') continue;
    const { parent } = node;
    if (!ts.isPropertyAccessExpression(parent) || parent.name.text !== 'length') return true;
  }
  return false;
}

function hasOwnArguments(node: ts.Node): boolean {
  return ts.isFunctionLike(node) && !ts.isArrowFunction(node);
}

function furtherArguments(count: number): ParameterModel {
  const shape = { kind: 'array', element: unknownShape } as const;
  return { name: count === 0 ? 'values' : 'others', shape, isOptional: false, isRest: true };
}

function withFreshBudget(context: ShapeContext): ShapeContext {
  return context.trail.length === 0 ? { ...context, budget: { remaining: nodeBudget } } : context;
}

function declaredShape(parameter: ts.ParameterDeclaration, context: ShapeContext): ValueShape {
  if (parameter.type) return context.readType(parameter.type, context);
  const fromJsDoc = ts.getJSDocType(parameter);
  return fromJsDoc ? context.readType(fromJsDoc, context) : unknownShape;
}

/** Parameters by the type of what the function is assigned to: `const f: Handler = (event) => …`. */
function expectedParameters(node: ts.SignatureDeclaration, context: ShapeContext): readonly ParameterModel[] {
  const holder = node.parent;
  const isHeld =
    (ts.isVariableDeclaration(holder) || ts.isPropertyDeclaration(holder)) && holder.initializer === node;
  const annotated = isHeld ? holder.type : ts.isSatisfiesExpression(holder) ? holder.type : undefined;
  const type = annotated ?? ts.getJSDocType(isHeld ? holder : node);
  if (!type) return [];
  const shape = context.readType(type, withFreshBudget(context));
  return shape.kind === 'function' ? shape.parameters : [];
}

/** Evidence for the parameters whose types are not written down. */
function observeUse(
  node: ts.SignatureDeclaration,
  parameters: readonly ts.ParameterDeclaration[],
  context: ShapeContext,
): ReadonlyMap<ts.ParameterDeclaration, UsageEvidence> {
  const observed = new Map<ts.ParameterDeclaration, UsageEvidence>();
  // Functions that only occur inside a type are not worth a look at their bodies.
  if (!hasBody(node) || context.trail.length > 0) return observed;
  const observer = new UsageObserver(withFreshBudget(context));
  const names = new Map<string, UsageEvidence>();
  for (const parameter of parameters.filter((candidate) => candidate.type === undefined)) {
    const evidence = new UsageEvidence();
    observed.set(parameter, evidence);
    observer.bind(parameter.name, evidence, names);
  }
  if (names.size > 0) observer.observe(node, names);
  return observed;
}

function hasBody(node: ts.SignatureDeclaration): node is ts.FunctionLikeDeclaration {
  return 'body' in node && node.body !== undefined;
}

/** What default value and use say, where the declaration says little. */
function sharpen(
  known: ValueShape,
  evidence: UsageEvidence,
  parameter: ts.ParameterDeclaration,
  context: ShapeContext,
): ValueShape {
  const used = evidence.toShape();
  const fallback = parameter.initializer
    ? context.readValue(parameter.initializer, context, false)
    : unknownShape;
  if (!isVague(fallback)) return merge(fallback, used);
  if (!isVague(used)) return used;
  return [known, used, fallback].find((shape) => shape.kind !== 'unknown') ?? unknownShape;
}

function merge(fallback: ValueShape, used: ValueShape): ValueShape {
  if (fallback.kind === 'object' && used.kind === 'object') return mergeObjects(used, fallback);
  // `null` and `undefined` as defaults only mark what is missing.
  if (fallback.kind === 'null' || fallback.kind === 'undefined') return unionOf([used, fallback]);
  return fallback;
}

function asRestArray(shape: ValueShape): ValueShape {
  return shape.kind === 'array' || shape.kind === 'tuple' ? shape : { kind: 'array', element: unknownShape };
}

function isDeclaredOptional(parameter: ts.ParameterDeclaration): boolean {
  if (parameter.questionToken || parameter.initializer) return true;
  const type = ts.getJSDocType(parameter);
  if (type && ts.isJSDocOptionalType(type)) return true;
  return ts.getJSDocParameterTags(parameter).some((tag) => tag.isBracketed);
}

function parameterName(parameter: ts.ParameterDeclaration): string {
  if (ts.isIdentifier(parameter.name)) return parameter.name.text;
  return ts.isObjectBindingPattern(parameter.name) ? 'options' : 'items';
}
