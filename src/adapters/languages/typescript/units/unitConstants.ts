import ts from 'typescript';
import { builtInClass } from '../../../../core/synthesis/inputs/builtInSamples';
import { isTypeOnlySyntax } from '../instrumentation/statementKinds';
import { nameText } from '../shapes/objectTypeShapes';
import type { FileDeclarations } from '../syntax/fileDeclarations';
import { nodesOf } from '../syntax/syntaxTree';
import { quoteText } from '../syntax/textLiterals';

const constantLimit = 60;
const fileConstantLimit = 300;
const hopLimit = 2;
const textLengthLimit = 200;

export interface ConstantScope {
  readonly where: FileDeclarations;
  /** Nodes that tests reach directly: their literals belong to their own units. */
  readonly isExported: (node: ts.Node) => boolean;
}

/** Literals in a piece of source and in the private helpers and constants it refers to, as expressions, nearest first. */
export function constantsOf(node: ts.Node, scope: ConstantScope): readonly string[] {
  const constants = new Set<string>();
  const seen = new Set<ts.Node>([node]);
  let layer: readonly ts.Node[] = [node];
  for (let hop = 0; hop <= hopLimit && layer.length > 0; hop++) {
    const next: ts.Node[] = [];
    for (const part of layer) {
      for (const referenced of collect(part, constants, scope.where)) {
        if (seen.has(referenced) || scope.isExported(unitNodeOf(referenced))) continue;
        seen.add(referenced);
        next.push(referenced);
      }
    }
    layer = next;
  }
  return [...constants].slice(0, constantLimit);
}

/** All literals in a file, however deep, in the order of the text. */
export function literalsOf(source: ts.SourceFile, where: FileDeclarations): readonly string[] {
  const constants = new Set<string>();
  for (const node of nodesOf(source, isClosed)) {
    const constant = constantOf(node) ?? mentionedClass(node, where);
    if (constant !== undefined) constants.add(constant);
    if (constants.size >= fileConstantLimit) break;
  }
  return [...constants];
}

/** Adds the literals in `root`. @returns the declarations that it refers to. */
function collect(root: ts.Node, constants: Set<string>, where: FileDeclarations): readonly ts.Node[] {
  const referenced: ts.Node[] = [];
  const isTable = ts.isVariableDeclaration(root);
  for (const node of nodesOf(root, isClosed)) {
    if (isTypeOnlySyntax(node)) continue;
    const constant = constantOf(node) ?? mentionedClass(node, where);
    if (constant !== undefined) constants.add(constant);
    if (isTable && ts.isPropertyAssignment(node)) {
      const key = nameText(node.name);
      if (key !== undefined) constants.add(quoteText(key));
    }
    const target = ts.isIdentifier(node) && node !== root ? where.values.get(node.text) : privateMember(node);
    if (target && !isPropertyName(node)) referenced.push(target);
    if (constants.size >= constantLimit) break;
  }
  return referenced;
}

/** Types have no values, and the 5 of -5 is none of its own. */
function isClosed(node: ts.Node): boolean {
  return isTypeOnlySyntax(node) || (ts.isPrefixUnaryExpression(node) && constantOf(node) !== undefined);
}

function constantOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) {
    return node.text.length <= textLengthLimit && !isNoise(node) ? quoteText(node.text) : undefined;
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const { operand } = node;
    return ts.isNumericLiteral(operand) || ts.isBigIntLiteral(operand) ? `-${operand.text}` : undefined;
  }
  if (ts.isNumericLiteral(node) || ts.isBigIntLiteral(node) || ts.isRegularExpressionLiteral(node))
    return node.text;
  return undefined;
}

/** `Set` of `x instanceof Set`: values of it are looked for. What only makes or uses one says nothing of inputs. */
function mentionedClass(node: ts.Node, where: FileDeclarations): string | undefined {
  if (!ts.isIdentifier(node) || builtInClass(node.text) === undefined) return undefined;
  if (where.values.has(node.text) || where.types.has(node.text)) return undefined;
  const { parent } = node;
  const isMade = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
  if (isMade || isPropertyName(node) || ts.isDeclarationStatement(parent)) return undefined;
  // `Buffer.isBuffer(x)` asks, `Buffer.from(x)` makes.
  const isMember = ts.isPropertyAccessExpression(parent) && parent.expression === node;
  return isMember && !/^is[A-Z]/.test(parent.name.text) ? undefined : node.text;
}

/** Texts that never reach a comparison with an input: messages, names of types and modules, directives. */
function isNoise(node: ts.StringLiteralLike): boolean {
  const { parent } = node;
  if (ts.isExpressionStatement(parent) || ts.isJsxAttribute(parent)) return true;
  if (ts.isBinaryExpression(parent) && [parent.left, parent.right].some(ts.isTypeOfExpression)) return true;
  if (ts.isCallExpression(parent) && /^(?:require|import|console\.\w+)$/.test(parent.expression.getText()))
    return true;
  return (
    ts.findAncestor(parent, (above) =>
      ts.isStatement(above) ? (ts.isThrowStatement(above) ? true : 'quit') : false,
    ) !== undefined
  );
}

function isPropertyName(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node;
}

/** The private method or field that `this.x` means. */
function privateMember(node: ts.Node): ts.Node | undefined {
  if (!ts.isPropertyAccessExpression(node) || node.expression.kind !== ts.SyntaxKind.ThisKeyword)
    return undefined;
  const owner = ts.findAncestor(node, ts.isClassLike);
  return owner?.members.find((member) => {
    const name = member.name;
    return name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) && name.text === node.name.text;
  });
}

/** A variable stands for the function or object in it. */
function unitNodeOf(node: ts.Node): ts.Node {
  return ts.isVariableDeclaration(node) && node.initializer ? node.initializer : node;
}
