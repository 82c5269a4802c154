import ts from 'typescript';
import { patternNames } from '../testFileBindings';
import type { BodyTree, LocalVariable } from './bodyTree';
import {
  bare,
  isAssignment,
  isFunctionExpression,
  isMember,
  isUpdate,
  memberName,
  rootOf,
} from './expressions';

/** One way for something to get into a variable. */
export interface Flow {
  readonly target: LocalVariable;
  readonly from: ts.Node;
  /** Where it happens. */
  readonly at: ts.Node;
  /**
   * `value`: the variable becomes it, or the member of it that `member` names. `part`: it is put into what the variable holds, or is
   * somewhere in it. `control`: it decides whether the variable changes.
   */
  readonly kind: 'value' | 'part' | 'control';
  readonly member?: string;
}

/** They call what they are given, and keep nothing of it. */
const callingMethods = new Set([
  ...['forEach', 'map', 'flatMap', 'filter', 'reduce', 'reduceRight', 'some', 'every', 'find', 'findLast'],
  ...['findIndex', 'findLastIndex', 'sort', 'toSorted', 'then', 'catch', 'finally'],
]);

/** All ways in which the body itself moves values between its variables; what the functions of others do is not among them. */
export function flowsIn(tree: BodyTree): readonly Flow[] {
  return tree.nodes.flatMap((node) => [...flowsAt(node, tree), ...controlFlowsAt(node, tree)]);
}

function flowsAt(node: ts.Node, tree: BodyTree): readonly Flow[] {
  if (ts.isVariableDeclaration(node)) {
    if (ts.isCatchClause(node.parent)) return toPattern(node.name, node.parent.parent.tryBlock, tree, 'part');
    const loop = node.parent.parent;
    const isLoop = ts.isForOfStatement(loop) || ts.isForInStatement(loop);
    const from = isLoop ? loop.expression : node.initializer;
    return from ? toPattern(node.name, from, tree, 'value') : [];
  }
  if (ts.isBindingElement(node))
    return node.initializer ? toPattern(node.name, node.initializer, tree, 'value') : [];
  if (ts.isParameter(node)) {
    const sources = [node.initializer, elementsFor(node)].filter((source) => source !== undefined);
    return sources.flatMap((source) => toPattern(node.name, source, tree, 'value'));
  }
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) {
    const target = node.name && tree.variableOf(node.name);
    return target ? [{ target, from: node, at: node, kind: 'value' }] : [];
  }
  if (isAssignment(node)) return toTarget(node.left, node.right, tree);
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
    const { initializer } = node;
    return ts.isVariableDeclarationList(initializer) ? [] : toTarget(initializer, node.expression, tree);
  }
  return ts.isCallExpression(node) ? toReceiver(node, tree) : [];
}

function toPattern(
  name: ts.BindingName,
  from: ts.Node,
  tree: BodyTree,
  kind: 'value' | 'part',
): readonly Flow[] {
  return patternNames(name).flatMap((each): readonly Flow[] => {
    const target = tree.variableOf(each);
    if (!target) return [];
    const element = each.parent;
    if (each === name || !ts.isBindingElement(element)) return [{ target, from, at: each.parent, kind }];
    const isDirect = element.parent === name && ts.isObjectBindingPattern(name) && !element.dotDotDotToken;
    const key = element.propertyName ?? each;
    const member = isDirect && ts.isIdentifier(key) ? key.text : undefined;
    return [{ target, from, at: name.parent, kind, ...(member !== undefined && { member }) }];
  });
}

/** To a name, the names of a pattern, or the owner of a member. */
function toTarget(left: ts.Node, from: ts.Expression, tree: BodyTree): readonly Flow[] {
  const at = from.parent;
  const inner = ts.isExpression(left) ? bare(left) : left;
  if (ts.isIdentifier(inner)) {
    const target = tree.variableOf(inner);
    return target ? [{ target, from, at, kind: 'value' }] : [];
  }
  if (ts.isExpression(inner) && isMember(inner)) {
    const root = rootOf(inner);
    const target = root && tree.variableOf(root);
    return target ? [{ target, from, at, kind: 'part' }] : [];
  }
  if (ts.isArrayLiteralExpression(inner))
    return inner.elements.flatMap((element) =>
      toTarget(ts.isSpreadElement(element) ? element.expression : element, from, tree),
    );
  if (isAssignment(inner)) return [...toTarget(inner.left, from, tree)];
  if (!ts.isObjectLiteralExpression(inner)) return [];
  return inner.properties.flatMap((property) => {
    if (ts.isShorthandPropertyAssignment(property)) return toTarget(property.name, from, tree);
    if (ts.isPropertyAssignment(property)) return toTarget(property.initializer, from, tree);
    return ts.isSpreadAssignment(property) ? toTarget(property.expression, from, tree) : [];
  });
}

/** What the elements that a callback gets are taken from: `list` in `list.map((element) => …)`. */
function elementsFor({ parent: callback }: ts.ParameterDeclaration): ts.Expression | undefined {
  const call = isFunctionExpression(callback) ? callback.parent : undefined;
  if (!call || !ts.isCallExpression(call) || !call.arguments.some((argument) => argument === callback))
    return undefined;
  const callee = bare(call.expression);
  return isMember(callee) && callingMethods.has(memberName(callee) ?? '') ? callee.expression : undefined;
}

/** `list.push(value)` */
function toReceiver(node: ts.CallExpression, tree: BodyTree): readonly Flow[] {
  const callee = bare(node.expression);
  const root = isMember(callee) ? rootOf(callee) : undefined;
  const target = root && tree.variableOf(root);
  if (!target || !isMember(callee)) return [];
  const isCalling = callingMethods.has(memberName(callee) ?? '');
  return node.arguments
    .filter((argument) => !(isCalling && isFunctionExpression(argument)))
    .map((from) => ({ target, from, at: node, kind: 'part' }));
}

/** What decides whether a variable is changed here. */
function controlFlowsAt(node: ts.Node, tree: BodyTree): readonly Flow[] {
  const changed = changedBy(node, tree);
  if (!changed) return [];
  return controlsOf(node, tree).map((from) => ({ target: changed, from, at: node, kind: 'control' }));
}

function changedBy(node: ts.Node, tree: BodyTree): LocalVariable | undefined {
  const target = isAssignment(node)
    ? node.left
    : isUpdate(node)
      ? node.operand
      : ts.isCallExpression(node) && isMember(bare(node.expression))
        ? node.expression
        : undefined;
  const root = target && rootOf(target);
  return root && tree.variableOf(root);
}

/** Conditions, and what is tried or repeated, on which it depends that a node is executed; within its function. */
export function controlsOf(node: ts.Node, tree: BodyTree): readonly ts.Node[] {
  const controls: ts.Node[] = [];
  for (let inner = node; inner !== tree.body && !ts.isFunctionLike(inner); inner = inner.parent) {
    const { parent } = inner;
    const control = controlOf(parent, inner);
    if (control) controls.push(control);
  }
  return controls;
}

function controlOf(parent: ts.Node, inner: ts.Node): ts.Node | undefined {
  if (ts.isIfStatement(parent)) return inner === parent.expression ? undefined : parent.expression;
  if (ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return parent.expression;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.expression;
  if (ts.isForStatement(parent)) return parent.condition;
  if (ts.isCaseBlock(parent)) return parent.parent.expression;
  if (ts.isConditionalExpression(parent)) return inner === parent.condition ? undefined : parent.condition;
  if (ts.isTryStatement(parent)) return parent.catchClause && parent.tryBlock;
  const isShortCircuit =
    ts.isBinaryExpression(parent) &&
    [
      ts.SyntaxKind.AmpersandAmpersandToken,
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.QuestionQuestionToken,
    ].includes(parent.operatorToken.kind);
  return isShortCircuit && inner === parent.right ? parent.left : undefined;
}
