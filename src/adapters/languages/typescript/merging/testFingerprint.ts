import ts from 'typescript';
import { nodesOf } from '../syntax/syntaxTree';

/**
 * What pieces of a test do, as one text: names that they declare are numbered in the order in which they occur, names that are imported
 * go by what they are in their module; layout, comments, semicolons and the kind of quotes do not count.
 */
export function fingerprintOf(pieces: readonly ts.Node[], imported: ReadonlyMap<string, string>): string {
  const declared = new Set(pieces.flatMap((piece) => [...declaredNames(piece)]));
  const numbers = new Map<string, number>();
  const nameOf = (name: string): string => {
    const outside = imported.get(name);
    if (outside !== undefined) return `@${outside}`;
    if (!declared.has(name)) return name;
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return `$${numbers.get(name)}`;
  };
  const tokens: string[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.SemicolonToken) return;
    if (ts.isStringLiteral(node)) tokens.push(JSON.stringify(node.text));
    else if (ts.isIdentifier(node)) tokens.push(isProperty(node) ? node.text : nameOf(node.text));
    else {
      const source = node.getSourceFile();
      const children = node.getChildren(source);
      if (children.length === 0) tokens.push(node.getText(source));
      else for (const child of children) visit(child);
    }
  };
  for (const piece of pieces) visit(piece);
  // A comma at the end of a list says nothing.
  return tokens.join(' ').replace(/ , ([)\]}])/g, ' $1');
}

function* declaredNames(piece: ts.Node): Iterable<string> {
  for (const node of nodesOf(piece)) {
    const { parent } = node;
    if (!ts.isIdentifier(node)) continue;
    const isDeclaration =
      ts.isVariableDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isBindingElement(parent) ||
      ts.isFunctionLike(parent) ||
      ts.isClassLike(parent);
    if (isDeclaration && parent.name === node && !ts.isMethodDeclaration(parent)) yield node.text;
  }
}

function isProperty(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node;
}
