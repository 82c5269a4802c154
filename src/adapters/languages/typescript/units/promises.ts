import ts from 'typescript';
import type { ValueShape } from '../../../../core/synthesis/moduleModel';
import { unionOf } from '../shapes/shapeAlgebra';
import { bindTypeParameters, type ShapeContext } from '../shapes/shapeContext';
import { overloadsOf } from './callableFacts';

/** For one type: types can fan out without recursion. */
const nodeBudget = 250;
/** Comments that are addressed to tools. */
const toolComment = /^(?:eslint|biome|prettier|tslint|istanbul|c8|v8|@ts-|#|webpack)|^\/\s*<reference/;

interface Documentation {
  readonly documentation?: string;
}

/** What a callable says of itself: its documentation, and what it is declared to give; each is absent when it does not say. */
export function promisesOf(
  node: ts.FunctionLikeDeclaration,
  context: ShapeContext,
): Documentation & { readonly returns?: ValueShape } {
  const returns = declaredResult(node, context);
  return { ...documentationOf(node), ...(returns && returns.kind !== 'unknown' && { returns }) };
}

/** Text of the comment that documents a declaration, without its stars; of its first overload where it has none itself. */
export function documentationOf(node: ts.Node): Documentation {
  const overloads = ts.isFunctionLike(node) ? overloadsOf(node as ts.FunctionLikeDeclaration) : [];
  const text = [node, ...overloads].map(commentOn).find((found) => found !== undefined && found !== '');
  return text === undefined ? {} : { documentation: text };
}

function declaredResult(node: ts.FunctionLikeDeclaration, context: ShapeContext): ValueShape | undefined {
  const overloads = overloadsOf(node);
  const shapes = (overloads.length > 0 ? overloads : [node]).map((signature) => resultOf(signature, context));
  if (shapes.every((shape) => shape !== undefined)) return unionOf(shapes);
  return undefined;
}

function resultOf(signature: ts.SignatureDeclaration, context: ShapeContext): ValueShape | undefined {
  const inside = { ...context, budget: { remaining: nodeBudget } };
  const type = signature.type ?? ts.getJSDocReturnType(signature);
  if (type) {
    const parameters = ts.getEffectiveTypeParameterDeclarations(
      signature as ts.DeclarationWithTypeParameters,
    );
    return context.readType(type, { ...inside, bindings: bindTypeParameters(parameters, [], inside) });
  }
  // `const f: Handler = (event) => …`
  const holder = signature.parent;
  const isHeld =
    (ts.isVariableDeclaration(holder) || ts.isPropertyDeclaration(holder)) &&
    holder.initializer === signature;
  const held = isHeld && holder.type ? context.readType(holder.type, inside) : undefined;
  if (held?.kind !== 'function') return undefined;
  return held.isAsync ? { kind: 'promise', value: held.returns } : held.returns;
}

function commentOn(node: ts.Node): string | undefined {
  const block = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc);
  if (!block) return lineCommentsOn(documentedNode(node));
  return block
    .getText(block.getSourceFile())
    .replace(/^\/\*\*|\*\/$/g, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .trim();
}

/** The statement or member on which a comment on the node stands. */
function documentedNode(node: ts.Node): ts.Node {
  return (
    ts.findAncestor(
      node,
      (outer) => ts.isStatement(outer) || ts.isClassElement(outer) || ts.isObjectLiteralElement(outer),
    ) ?? node
  );
}

/** The `//` comments directly above, without an empty line between them and the code. */
function lineCommentsOn(node: ts.Node): string | undefined {
  const { text } = node.getSourceFile();
  const lines: string[] = [];
  let below = node.getStart();
  for (const { pos, end, kind } of (ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []).reverse()) {
    const isAttached = /^[ \t]*(?:\r?\n[ \t]*)?$/.test(text.slice(end, below));
    if (kind !== ts.SyntaxKind.SingleLineCommentTrivia || !isAttached) break;
    lines.unshift(text.slice(pos + 2, end).trim());
    below = pos;
  }
  const told = lines.filter((line) => !toolComment.test(line)).join('\n');
  return told === '' ? undefined : told;
}
