import ts from 'typescript';
import { nodesOf } from '../syntax/syntaxTree';
import { patternNames } from './testFileBindings';

/**
 * Names in a test that may hold something that comes from the module under test: its imports, what is computed from them, fakes that
 * were passed into it. In doubt a name counts: only what surely has nothing of the module is left out.
 */
export function moduleValuesIn(pieces: readonly ts.Node[], imported: ReadonlySet<string>): ModuleValues {
  const names = new Set(imported);
  const values = new ModuleValues(names, imported);
  for (let known = -1; known !== names.size; ) {
    known = names.size;
    for (const piece of pieces) for (const node of nodesOf(piece)) spread(node, values, names);
  }
  return values;
}

export class ModuleValues {
  constructor(
    private readonly names: ReadonlySet<string>,
    private readonly imported: ReadonlySet<string>,
  ) {}

  /** Is anything of the module in the code? */
  isIn(node: ts.Node): boolean {
    for (const inner of nodesOf(node))
      if (ts.isIdentifier(inner) && this.names.has(inner.text) && !isPropertyName(inner)) return true;
    return false;
  }

  /** Does the expression only name an export of the module, and nothing that it gave? */
  isExport(node: ts.Expression): boolean {
    if (ts.isIdentifier(node)) return this.imported.has(node.text);
    return ts.isPropertyAccessExpression(node) && this.isExport(node.expression);
  }
}

/** One step: what `node` makes of what is known. */
function spread(node: ts.Node, values: ModuleValues, names: Set<string>): void {
  const add = (name: ts.BindingName | ts.Identifier): void => {
    for (const each of ts.isIdentifier(name) ? [name] : patternNames(name)) names.add(each.text);
  };
  if (ts.isVariableDeclaration(node)) {
    const loop = node.parent.parent;
    const source =
      ts.isForOfStatement(loop) || ts.isForInStatement(loop) ? loop.expression : node.initializer;
    if (source && values.isIn(source)) add(node.name);
  } else if (ts.isBinaryExpression(node) && isAssignment(node)) {
    const root = rootOf(node.left);
    if (root && values.isIn(node.right)) add(root);
  } else if ((ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name) {
    if (values.isIn(node)) add(node.name);
  } else if (ts.isTryStatement(node)) {
    const caught = node.catchClause?.variableDeclaration?.name;
    if (caught && values.isIn(node.tryBlock)) add(caught);
  } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    spreadCall(node, values, add);
  }
}

/** What is called by the module, or kept together with something of it, may come from it. */
function spreadCall(
  node: ts.CallExpression | ts.NewExpression,
  values: ModuleValues,
  add: (name: ts.BindingName | ts.Identifier) => void,
): void {
  const given = node.arguments ?? [];
  const isOfModule = values.isIn(node.expression);
  if (isOfModule) {
    for (const argument of given) {
      for (const inner of nodesOf(argument)) {
        if (ts.isIdentifier(inner) && !isPropertyName(inner)) add(inner);
        if (ts.isFunctionLike(inner)) for (const parameter of inner.parameters) add(parameter.name);
      }
    }
    return;
  }
  const root =
    ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && rootOf(node.expression);
  if (root && given.some((argument) => values.isIn(argument)) && !isAssertionRoot(root)) add(root);
}

function isAssertionRoot({ text }: ts.Identifier): boolean {
  return text === 'expect' || text === 'assert' || text === 'console';
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `a` of `a.b[c]`. */
function rootOf(node: ts.Expression): ts.Identifier | undefined {
  if (ts.isIdentifier(node)) return node;
  if (
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isNonNullExpression(node)
  )
    return rootOf(node.expression);
  return undefined;
}

function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node;
}
