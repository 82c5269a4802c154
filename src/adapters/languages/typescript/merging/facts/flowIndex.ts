import ts from 'typescript';
import type { BodyTree, LocalVariable } from './bodyTree';
import { bare, type FunctionLike, isFunctionExpression, isNothing } from './expressions';
import { type Flow, flowsIn } from './flows';

const mostHops = 5;

/** The flows of a body by the variables that they lead to. */
export class FlowIndex {
  readonly flows: readonly Flow[];
  private readonly byTarget = new Map<LocalVariable, Flow[]>();

  constructor(private readonly tree: BodyTree) {
    this.flows = flowsIn(tree);
    for (const flow of this.flows) {
      const known = this.byTarget.get(flow.target);
      if (known) known.push(flow);
      else this.byTarget.set(flow.target, [flow]);
    }
  }

  flowsTo(variable: LocalVariable): readonly Flow[] {
    return this.byTarget.get(variable) ?? [];
  }

  /** What the variable can be. */
  valuesOf(variable: LocalVariable): readonly Flow[] {
    return this.flowsTo(variable).filter(({ kind }) => kind === 'value');
  }

  /** The expression that is the only thing the whole variable is ever set to. */
  initializerOf(variable: LocalVariable): ts.Expression | undefined {
    const [flow, ...others] = this.valuesOf(variable);
    if (!flow || others.length > 0 || !ts.isVariableDeclaration(flow.at)) return undefined;
    return ts.isIdentifier(flow.at.name) && flow.at.initializer === flow.from
      ? flow.at.initializer
      : undefined;
  }

  /** The expression behind names that stand for it alone. */
  resolve(node: ts.Expression): ts.Expression {
    let inner = bare(node);
    for (let hops = 0; hops < mostHops; hops++) {
      const variable = ts.isIdentifier(inner) ? this.tree.variableOf(inner) : undefined;
      const initializer = variable && this.initializerOf(variable);
      if (!initializer) return inner;
      inner = bare(initializer);
    }
    return inner;
  }

  /** The functions, and constructors of classes, that the variable can be. */
  functionsOf(variable: LocalVariable): readonly FunctionLike[] {
    return this.valuesOf(variable).flatMap(({ from }): readonly FunctionLike[] => {
      const inner = ts.isExpression(from) ? bare(from) : from;
      if (ts.isClassLike(inner)) return inner.members.filter(ts.isConstructorDeclaration);
      return ts.isFunctionDeclaration(inner) || isFunctionExpression(inner) ? [inner] : [];
    });
  }

  /** True for a constant that nobody can change: a text, a number, or one out of a list of such. */
  isFixed(variable: LocalVariable): boolean {
    const flows = this.flowsTo(variable);
    return flows.length > 0 && flows.every((flow) => flow.kind === 'value' && this.isFixedFlow(flow));
  }

  private isFixedFlow({ from, at }: Flow): boolean {
    if (!ts.isExpression(from) || !(ts.isParameter(at) || isConst(at))) return false;
    const isPattern = !ts.isIdentifier(at.name);
    const value = this.resolve(from);
    if (at.initializer === from) return isPattern ? isFixedData(value, 1) : isPrimitive(value);
    return isFixedData(value, isPattern ? 2 : 1);
  }
}

function isConst(node: ts.Node): node is ts.VariableDeclaration {
  return (
    ts.isVariableDeclaration(node) &&
    ts.isVariableDeclarationList(node.parent) &&
    (node.parent.flags & ts.NodeFlags.Const) !== 0
  );
}

/** A literal of lists in lists, as deep as given, of texts and numbers. */
function isFixedData(node: ts.Expression, depth: number): boolean {
  if (isPrimitive(node)) return true;
  return (
    depth > 0 &&
    ts.isArrayLiteralExpression(node) &&
    node.elements.every((element) => isFixedData(bare(element), depth - 1))
  );
}

function isPrimitive(node: ts.Expression): boolean {
  if (ts.isPrefixUnaryExpression(node)) return isPrimitive(node.operand);
  return (
    ts.isStringLiteralLike(node) ||
    ts.isNumericLiteral(node) ||
    ts.isBigIntLiteral(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    isNothing(node)
  );
}
