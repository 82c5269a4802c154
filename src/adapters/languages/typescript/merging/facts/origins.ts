import ts from 'typescript';
import type { BodyTree, LocalVariable } from './bodyTree';
import { bare, type FunctionLike, isFunctionExpression, isMember, memberName } from './expressions';
import type { FlowIndex } from './flowIndex';
import type { Flow } from './flows';

/** They give their first argument, or what it inherits from. */
const passingOn = new Set([
  ...['Object.getPrototypeOf', 'Reflect.getPrototypeOf', 'Object.freeze', 'vi.mocked', 'jest.mocked'],
]);

const deepest = 12;

/** Tells what the module under test exports, gave or made; what it was only given, or what was computed from it, is nothing of that. */
export class Origins {
  private readonly variables = new Set<LocalVariable>();
  private depth = 0;

  constructor(
    private readonly tree: BodyTree,
    private readonly flows: FlowIndex,
    private readonly nameOf: (node: ts.Expression) => string | undefined,
  ) {
    for (let known = -1; known !== this.variables.size; ) {
      known = this.variables.size;
      for (const flow of flows.flows) if (this.isFlowOfModule(flow)) this.variables.add(flow.target);
    }
  }

  isOfModule(node: ts.Expression): boolean {
    // Functions may call each other without end.
    if (this.depth >= deepest) return false;
    this.depth += 1;
    const isOf = this.find(bare(node));
    this.depth -= 1;
    return isOf;
  }

  /** An export by its name alone, or a member of one, and nothing that it gave. */
  isExport(node: ts.Expression): boolean {
    const inner = this.flows.resolve(node);
    if (isMember(inner)) return this.isExport(inner.expression);
    if (this.tree.loadsModule(inner)) return true;
    const meaning = ts.isIdentifier(inner) ? this.tree.meaningOf(inner) : undefined;
    return meaning?.kind === 'import' && this.tree.isOfModule(meaning.read);
  }

  /** Names of local variables, and of members of local object literals, that hold such a thing. */
  names(): ReadonlySet<string> {
    const names = new Set<string>();
    for (const { target, from, kind } of this.flows.flows) {
      if (this.variables.has(target)) names.add(target.name);
      const value = ts.isExpression(from) ? bare(from) : from;
      if (kind !== 'value' || !ts.isObjectLiteralExpression(value)) continue;
      for (const property of value.properties) {
        const member = this.propertyValue(property);
        const key = property.name;
        if (member && key && ts.isIdentifier(key) && this.isOfModule(member))
          names.add(`${target.name}.${key.text}`);
      }
    }
    return names;
  }

  private find(node: ts.Expression): boolean {
    if (ts.isIdentifier(node)) return this.isNameOfModule(node);
    if (this.tree.loadsModule(node)) return true;
    if (isMember(node)) return this.isMemberOfModule(node.expression, memberName(node));
    if (ts.isNewExpression(node)) return this.isOfModule(node.expression);
    if (ts.isCallExpression(node)) return this.isCallOfModule(node);
    if (ts.isConditionalExpression(node))
      return this.isOfModule(node.whenTrue) || this.isOfModule(node.whenFalse);
    if (ts.isArrayLiteralExpression(node)) return node.elements.some((element) => this.isOfModule(element));
    if (ts.isClassExpression(node)) return this.isHeirOfModule(node);
    if (!ts.isBinaryExpression(node)) return false;
    const { kind } = node.operatorToken;
    const isChoice =
      kind === ts.SyntaxKind.BarBarToken ||
      kind === ts.SyntaxKind.QuestionQuestionToken ||
      kind === ts.SyntaxKind.AmpersandAmpersandToken;
    if (isChoice) return this.isOfModule(node.left) || this.isOfModule(node.right);
    return kind === ts.SyntaxKind.EqualsToken && this.isOfModule(node.right);
  }

  private isNameOfModule(node: ts.Identifier): boolean {
    const meaning = this.tree.meaningOf(node);
    if (meaning.kind === 'import') return this.tree.isOfModule(meaning.read);
    return meaning.kind === 'local' && this.variables.has(meaning.variable);
  }

  private isFlowOfModule({ target, from, kind, member }: Flow): boolean {
    if (kind !== 'value' || this.variables.has(target)) return false;
    if (ts.isClassDeclaration(from)) return this.isHeirOfModule(from);
    if (!ts.isExpression(from)) return false;
    return member === undefined ? this.isOfModule(from) : this.isMemberOfModule(from, member);
  }

  /** Of an object literal only the member counts, else the owner. */
  private isMemberOfModule(owner: ts.Expression, member: string | undefined): boolean {
    const literals = this.literalsOf(owner);
    if (literals.length === 0) return this.isOfModule(owner);
    return literals.some((literal) =>
      literal.properties.some((property) => {
        const key = property.name;
        const value = this.propertyValue(property);
        return value && key && ts.isIdentifier(key) && key.text === member ? this.isOfModule(value) : false;
      }),
    );
  }

  /** The object literals that an expression may give. */
  private literalsOf(node: ts.Expression): readonly ts.ObjectLiteralExpression[] {
    const inner = this.flows.resolve(node);
    if (ts.isObjectLiteralExpression(inner)) return [inner];
    if (!ts.isCallExpression(inner)) return [];
    return this.resultsOf(inner).map(bare).filter(ts.isObjectLiteralExpression);
  }

  private propertyValue(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
    if (ts.isPropertyAssignment(property)) return property.initializer;
    return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
  }

  private isCallOfModule(node: ts.CallExpression): boolean {
    const [first] = node.arguments;
    if (first && passingOn.has(this.nameOf(node.expression) ?? '')) return this.isOfModule(first);
    const results = this.resultsOf(node);
    return results.length > 0
      ? results.some((result) => this.isOfModule(result))
      : this.isOfModule(node.expression);
  }

  /** What a call of a function of the test gives. */
  private resultsOf(node: ts.CallExpression): readonly ts.Expression[] {
    const callee = bare(node.expression);
    if (isFunctionExpression(callee)) return returnedBy(callee);
    const variable = ts.isIdentifier(callee) ? this.tree.variableOf(callee) : undefined;
    return variable ? this.flows.functionsOf(variable).flatMap(returnedBy) : [];
  }

  private isHeirOfModule(node: ts.ClassLikeDeclaration): boolean {
    const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
    return clause?.types.some(({ expression }) => this.isOfModule(expression)) ?? false;
  }
}

function returnedBy(node: FunctionLike): readonly ts.Expression[] {
  const { body } = node;
  if (!body) return [];
  if (!ts.isBlock(body)) return [body];
  const returned: ts.Expression[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isReturnStatement(inner) && inner.expression) returned.push(inner.expression);
    if (!ts.isFunctionLike(inner)) ts.forEachChild(inner, visit);
  };
  visit(body);
  return returned;
}
