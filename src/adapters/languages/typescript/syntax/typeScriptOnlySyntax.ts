import ts from 'typescript';
import { nodesOf } from './syntaxTree';

export interface ForeignSyntax {
  /** One sentence, in the words of the TypeScript compiler. */
  readonly message: string;
  readonly position: number;
}

/**
 * The first thing in a JavaScript file that only TypeScript understands, or undefined. The parser accepts it silently and the
 * compiler complains later, in a step that needs a whole program.
 */
export function findTypeScriptOnlySyntax(source: ts.SourceFile): ForeignSyntax | undefined {
  for (const node of nodesOf(source)) {
    const what = typeScriptOnlyPart(node);
    if (what)
      return {
        message: `${what.name} can only be used in TypeScript files.`,
        position: what.at.getStart(source),
      };
  }
  return undefined;
}

interface Part {
  readonly name: string;
  readonly at: ts.Node;
}

function typeScriptOnlyPart(node: ts.Node): Part | undefined {
  return typeScriptOnlyNode(node) ?? typeScriptOnlyModifier(node) ?? typeScriptOnlyAnnotation(node);
}

function typeScriptOnlyNode(node: ts.Node): Part | undefined {
  const part = (name: string): Part => ({ name, at: node });
  if (ts.isInterfaceDeclaration(node)) return part("'interface' declarations");
  if (ts.isTypeAliasDeclaration(node)) return part('Type aliases');
  if (ts.isEnumDeclaration(node)) return part("'enum' declarations");
  if (ts.isModuleDeclaration(node)) return part("'namespace' declarations");
  if (ts.isImportEqualsDeclaration(node)) return part("'import ... ='");
  if (ts.isExportAssignment(node) && node.isExportEquals) return part("'export ='");
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node))
    return part('Type assertion expressions');
  if (ts.isSatisfiesExpression(node)) return part('Type satisfaction expressions');
  if (ts.isNonNullExpression(node)) return part('Non-null assertions');
  if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword)
    return part("'implements' clauses");
  if (ts.isImportClause(node) && node.phaseModifier === ts.SyntaxKind.TypeKeyword)
    return part("'import type' declarations");
  if (ts.isExportDeclaration(node) && node.isTypeOnly) return part("'export type' declarations");
  if ((ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) && node.isTypeOnly)
    return part("'type' modifiers");
  return undefined;
}

const modifierKinds = new Set([
  ts.SyntaxKind.PublicKeyword,
  ts.SyntaxKind.PrivateKeyword,
  ts.SyntaxKind.ProtectedKeyword,
  ts.SyntaxKind.ReadonlyKeyword,
  ts.SyntaxKind.DeclareKeyword,
  ts.SyntaxKind.AbstractKeyword,
  ts.SyntaxKind.OverrideKeyword,
]);

function typeScriptOnlyModifier(node: ts.Node): Part | undefined {
  if (!ts.canHaveModifiers(node)) return undefined;
  const modifier = ts.getModifiers(node)?.find((candidate) => modifierKinds.has(candidate.kind));
  return modifier && { name: `The '${modifier.getText()}' modifier`, at: modifier };
}

function typeScriptOnlyAnnotation(node: ts.Node): Part | undefined {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) {
    const typeParameter = node.typeParameters?.[0];
    if (typeParameter) return { name: 'Type parameter declarations', at: typeParameter };
  }
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isExpressionWithTypeArguments(node)) {
    const typeArgument = node.typeArguments?.[0];
    if (typeArgument) return { name: 'Type arguments', at: typeArgument };
  }
  if (ts.isFunctionDeclaration(node) && !node.body) return { name: 'Signature declarations', at: node };
  if (
    ts.isFunctionLike(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isPropertyDeclaration(node)
  ) {
    if (node.type) return { name: 'Type annotations', at: node.type };
  }
  const question = ts.isParameter(node) || ts.isPropertyDeclaration(node) ? node.questionToken : undefined;
  return question && { name: "The '?' modifier", at: question };
}
