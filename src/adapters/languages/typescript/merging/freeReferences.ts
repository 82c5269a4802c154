import ts from 'typescript';
import { nodesOf } from '../syntax/syntaxTree';

/** A name that a piece of code uses without declaring it. */
export interface FreeReference {
  readonly name: string;
  readonly node: ts.Identifier;
  /** It only says something about types there, and is gone at run time. */
  readonly isType: boolean;
}

/** What the code below `root` uses of its surroundings, in order. */
export function freeReferencesIn(root: ts.Node): readonly FreeReference[] {
  const scopes = declaredScopes(root);
  const references: FreeReference[] = [];
  for (const node of nodesOf(root)) {
    if (!ts.isIdentifier(node) || !isReference(node)) continue;
    const isDeclared = scopes.get(node.text)?.some((scope) => node.pos >= scope.pos && node.end <= scope.end);
    if (!isDeclared) references.push({ name: node.text, node, isType: isInType(node) });
  }
  return references;
}

/** Names that the code declares at its own level, not inside of further blocks and functions. */
export function ownNamesOf(root: ts.Node): ReadonlySet<string> {
  return new Set(
    [...declaredScopes(root)].filter(([, scopes]) => scopes.includes(root)).map(([name]) => name),
  );
}

/** For each name that is declared below `root` the nodes in which it holds. */
export function declaredScopes(root: ts.Node): ReadonlyMap<string, readonly ts.Node[]> {
  const scopes = new Map<string, ts.Node[]>();
  for (const node of nodesOf(root)) {
    if (!ts.isIdentifier(node) || !isDeclarationName(node)) continue;
    const scope = scopeOf(node, root);
    const known = scopes.get(node.text);
    if (known) known.push(scope);
    else scopes.set(node.text, [scope]);
  }
  return scopes;
}

function isDeclarationName(node: ts.Identifier): boolean {
  const { parent } = node;
  const isDeclaration =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isFunctionExpression(parent) ||
    ts.isClassLike(parent) ||
    ts.isTypeParameterDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isEnumDeclaration(parent);
  return isDeclaration && parent.name === node;
}

function scopeOf(name: ts.Identifier, root: ts.Node): ts.Node {
  let declaration: ts.Node = name.parent;
  while (ts.isBindingElement(declaration)) declaration = declaration.parent.parent;
  const isOwnScope = ts.isFunctionExpression(declaration) || ts.isClassExpression(declaration);
  if (isOwnScope || declaration === root) return declaration;
  const isVar =
    ts.isVariableDeclaration(declaration) &&
    ts.isVariableDeclarationList(declaration.parent) &&
    (declaration.parent.flags & ts.NodeFlags.BlockScoped) === 0;
  for (let node = declaration.parent; node !== root && node.parent; node = node.parent) {
    if (isVar ? ts.isFunctionLike(node) : opensScope(node)) return node;
  }
  return root;
}

function opensScope(node: ts.Node): boolean {
  return (
    ts.isBlock(node) ||
    ts.isFunctionLike(node) ||
    ts.isClassLike(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isMappedTypeNode(node) ||
    ts.isConditionalTypeNode(node) ||
    ts.isForStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isCatchClause(node) ||
    ts.isCaseBlock(node) ||
    ts.isModuleBlock(node)
  );
}

/** True where an identifier stands for what it names; false for names of properties, of declarations and of labels. */
export function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isPropertyAssignment(parent) || ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isMetaProperty(parent) || ts.isImportTypeNode(parent)) return false;
  if (isTagName(node, parent)) return !/^[a-z]/.test(node.text);
  return !('name' in parent && parent.name === node);
}

function isTagName(node: ts.Identifier, parent: ts.Node): boolean {
  const isTag =
    ts.isJsxOpeningElement(parent) || ts.isJsxSelfClosingElement(parent) || ts.isJsxClosingElement(parent);
  return isTag && parent.tagName === node;
}

/** True for what is gone at run time. */
export function isInType(node: ts.Node): boolean {
  for (let inner = node; inner.parent; inner = inner.parent) {
    const { parent } = inner;
    if (ts.isExpressionWithTypeArguments(parent))
      return ts.isHeritageClause(parent.parent) && isTypeClause(parent.parent);
    if (ts.isTypeNode(parent)) return true;
    if (ts.isExpression(parent) || ts.isStatement(parent)) return false;
  }
  return false;
}

function isTypeClause(clause: ts.HeritageClause): boolean {
  return clause.token === ts.SyntaxKind.ImplementsKeyword || ts.isInterfaceDeclaration(clause.parent);
}
