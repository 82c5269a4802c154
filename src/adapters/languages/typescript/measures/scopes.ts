import ts from 'typescript';
import { withoutWrappers } from '../instrumentation/statementKinds';

/** What a name stands for where it is declared. */
type Binding = 'fresh' | 'parameter' | 'other';

/** Methods that call the function they are given before they return: what it writes belongs to the caller. */
const immediateMethods = new Set(
  'every filter find findIndex findLast findLastIndex flatMap forEach map reduce reduceRight replace replaceAll some sort'.split(
    ' ',
  ),
);

/**
 * Which function owns a name. Scopes are functions, not blocks: two variables of one name in the blocks of a function are taken
 * for one.
 */
export class Scopes {
  private readonly bindings = new Map<ts.Node, Map<string, Binding>>();

  /** Takes note of what the node declares. */
  add(node: ts.Node): void {
    if (ts.isVariableDeclaration(node)) {
      this.addNames(node.name, ownerOf(node), isFresh(node.initializer) ? 'fresh' : 'other');
    } else if (ts.isParameter(node)) {
      this.addNames(node.name, ownerOf(node), 'parameter');
    } else if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) {
      if (node.name) this.set(ownerOf(node), node.name.text, 'other');
    } else if (ts.isImportClause(node) || ts.isImportSpecifier(node) || ts.isNamespaceImport(node)) {
      if (node.name) this.set(node.getSourceFile(), node.name.text, 'other');
    }
  }

  /** True when the variable belongs to a function around the one that uses it, or to the module. */
  isOuter(name: ts.Identifier): boolean {
    const user = ownerOf(name);
    const owner = this.ownerOfName(name.text, user);
    return owner !== undefined && owner !== user;
  }

  /** True when what the expression starts with was made by the function that uses it, so that changing it changes nothing else. */
  isOwn(expression: ts.Expression): boolean {
    const base = baseOf(expression);
    if (!ts.isIdentifier(base)) return false;
    return this.bindings.get(ownerOf(base))?.get(base.text) === 'fresh';
  }

  isParameter(name: ts.Identifier): boolean {
    const owner = this.ownerOfName(name.text, ownerOf(name));
    return owner !== undefined && this.bindings.get(owner)?.get(name.text) === 'parameter';
  }

  private ownerOfName(name: string, user: ts.Node): ts.Node | undefined {
    let owner = user;
    while (!this.bindings.get(owner)?.has(name)) {
      if (ts.isSourceFile(owner)) return undefined;
      owner = ownerOf(owner);
    }
    return owner;
  }

  private addNames(name: ts.BindingName, owner: ts.Node, binding: Binding): void {
    if (ts.isIdentifier(name)) {
      this.set(owner, name.text, binding);
      return;
    }
    for (const element of name.elements) {
      if (!ts.isOmittedExpression(element)) {
        this.addNames(element.name, owner, binding === 'parameter' ? binding : 'other');
      }
    }
  }

  private set(owner: ts.Node, name: string, binding: Binding): void {
    const names = this.bindings.get(owner) ?? new Map<string, Binding>();
    this.bindings.set(owner, names.set(name, binding));
  }
}

/** What a chain of members starts with: `a` of `a.b[0].c`. */
export function baseOf(expression: ts.Expression): ts.Expression {
  let base = withoutWrappers(expression);
  while (ts.isPropertyAccessExpression(base) || ts.isElementAccessExpression(base)) {
    base = withoutWrappers(base.expression);
  }
  return base;
}

/** The function around the node, or the file. */
function ownerOf(node: ts.Node): ts.Node {
  let owner = node.parent;
  // A parameter of a function belongs to it; the name of a declared function belongs around it.
  while (!ts.isSourceFile(owner) && !(ts.isFunctionLike(owner) && !isImmediate(owner))) owner = owner.parent;
  return owner;
}

function isImmediate(node: ts.Node): boolean {
  const { parent } = node;
  if (!(ts.isArrowFunction(node) || ts.isFunctionExpression(node)) || !ts.isCallExpression(parent)) {
    return false;
  }
  const callee = withoutWrappers(parent.expression);
  return ts.isPropertyAccessExpression(callee) && immediateMethods.has(callee.name.text);
}

function isFresh(initializer: ts.Expression | undefined): boolean {
  if (!initializer) return false;
  const inner = withoutWrappers(initializer);
  if (ts.isNewExpression(inner)) return true;
  if (ts.isArrayLiteralExpression(inner) || ts.isObjectLiteralExpression(inner)) return true;
  if (!ts.isCallExpression(inner)) return false;
  const text = withoutWrappers(inner.expression);
  if (ts.isIdentifier(text)) return text.text === 'Array';
  return (
    ts.isPropertyAccessExpression(text) &&
    ts.isIdentifier(text.expression) &&
    ['Array', 'Object'].includes(text.expression.text)
  );
}
