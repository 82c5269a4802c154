import ts from 'typescript';
import { withoutWrappers } from '../instrumentation/statementKinds';

/** What a unit can be made of: something to call, to construct, or an object of functions. */
export type UnitNode = ts.FunctionLikeDeclaration | ts.ClassLikeDeclaration | ts.ObjectLiteralExpression;

const hopLimit = 5;

/** The function, class or object literal that an expression gives, through local names; undefined when it is something else. */
export function resolveUnit(expression: ts.Expression, hops = hopLimit): UnitNode | undefined {
  const inner = withoutWrappers(expression);
  if (ts.isFunctionExpression(inner) || ts.isArrowFunction(inner) || ts.isClassExpression(inner))
    return inner;
  if (ts.isObjectLiteralExpression(inner)) return inner;
  if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return resolveUnit(inner.right, hops);
  }
  if (!ts.isIdentifier(inner) || hops === 0) return undefined;
  const declaration = declarationInScope(inner.text, inner);
  if (!declaration || !ts.isVariableDeclaration(declaration)) return declaration;
  return declaration.initializer && resolveUnit(declaration.initializer, hops - 1);
}

/** The function, class or variable that a name means at a place, looking outwards from there. */
export function declarationInScope(
  name: string,
  from: ts.Node,
): ts.FunctionDeclaration | ts.ClassDeclaration | ts.VariableDeclaration | undefined {
  for (let scope: ts.Node | undefined = from.parent; scope; scope = scope.parent) {
    if (!ts.isSourceFile(scope) && !ts.isBlock(scope) && !ts.isModuleBlock(scope)) continue;
    const found = declaredIn(scope.statements, name);
    if (found) return found;
  }
  return undefined;
}

function declaredIn(
  statements: readonly ts.Statement[],
  name: string,
): ts.FunctionDeclaration | ts.ClassDeclaration | ts.VariableDeclaration | undefined {
  for (const statement of statements) {
    if (ts.isFunctionDeclaration(statement) && statement.body && statement.name?.text === name)
      return statement;
    if (ts.isClassDeclaration(statement) && statement.name?.text === name) return statement;
    if (!ts.isVariableStatement(statement)) continue;
    for (const declaration of statement.declarationList.declarations) {
      if (ts.isIdentifier(declaration.name) && declaration.name.text === name) return declaration;
    }
  }
  return undefined;
}
