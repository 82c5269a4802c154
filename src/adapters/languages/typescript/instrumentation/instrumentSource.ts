import ts from 'typescript';
import type { BranchCondition, InstrumentedSource } from '../../../../core/testing/languageAdapter';
import { caseFacts, conditionFacts } from './conditionFacts';
import { GuideWriter } from './guideWriter';
import { ProbeWriter } from './probeWriter';
import { isCounted, isTypeOnlySyntax, prologueLength, withoutWrappers } from './statementKinds';

/**
 * Adds counters to a file without syntax errors: the result is the same language, has the same lines and does the same.
 * What counts as statement and branch path follows istanbul.
 */
export function instrumentSource(source: ts.SourceFile): InstrumentedSource {
  const writer = new ProbeWriter(source);
  new Instrumenter(source, writer).visit(source);
  const guided = new ProbeWriter(source);
  new Instrumenter(source, guided, new GuideWriter(guided)).visit(source);
  return { ...writer.finish(), guidedCode: guided.finish().code };
}

class Instrumenter {
  constructor(
    private readonly source: ts.SourceFile,
    private readonly writer: ProbeWriter,
    private readonly guides?: GuideWriter,
  ) {}

  readonly visit = (node: ts.Node): void => {
    if (isTypeOnlySyntax(node)) return;
    if (ts.isSourceFile(node) || ts.isBlock(node) || ts.isModuleBlock(node))
      this.visitStatements(node.statements);
    else if (ts.isStatement(node)) this.visitStatement(node, true);
    else if (ts.isCaseOrDefaultClause(node)) this.visitClause(node);
    else if (ts.isConditionalExpression(node)) this.visitConditional(node);
    else if (ts.isBinaryExpression(node)) this.visitBinary(node);
    else if (ts.isCallExpression(node)) this.visitCall(node);
    else if (ts.isElementAccessExpression(node)) this.visitProperty(node);
    else if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) this.visitConciseArrow(node, node.body);
    else if (ts.isVariableDeclaration(node)) this.visitInitialised(node, 'statement');
    else if (ts.isPropertyDeclaration(node)) this.visitField(node);
    else if (ts.isParameter(node) || ts.isBindingElement(node)) this.visitInitialised(node, 'branch');
    else this.visitChildren(node);
  };

  private visitChildren(node: ts.Node): void {
    ts.forEachChild(node, this.visit);
  }

  private visitStatements(statements: ts.NodeArray<ts.Statement>): void {
    for (const statement of statements.slice(prologueLength(statements))) this.visit(statement);
  }

  private visitStatement(node: ts.Statement, mayCount: boolean): void {
    const point = mayCount && isCounted(node) ? this.writer.newPoint('statement', node) : undefined;
    this.visitInside(node);
    if (point) this.writer.before(node, `${point};`);
  }

  private visitInside(node: ts.Statement): void {
    if (ts.isIfStatement(node)) this.visitIf(node);
    else if (ts.isVariableStatement(node)) this.visitDeclarations(node.declarationList);
    // `continue label` needs the label right at its loop, so the label is counted for both.
    else if (ts.isLabeledStatement(node)) this.visitStatement(node.statement, false);
    else if (ts.isIterationStatement(node, false) || ts.isWithStatement(node)) this.visitLoop(node);
    else {
      this.visitChildren(node);
      if (ts.isSwitchStatement(node)) this.guides?.choose(node);
    }
  }

  private visitLoop(node: ts.IterationStatement | ts.WithStatement): void {
    const round = ts.isWithStatement(node) ? undefined : this.guides?.round();
    ts.forEachChild(node, (child) =>
      child === node.statement ? this.visitBody(node.statement, round) : this.visit(child),
    );
    if (ts.isWhileStatement(node) || ts.isDoStatement(node)) this.guides?.condition(node.expression);
  }

  private visitIf(node: ts.IfStatement): void {
    this.visit(node.expression);
    this.guides?.condition(node.expression);
    const { expression, thenStatement, elseStatement } = node;
    const thenPoint = this.writer.newPoint('branch', thenStatement, conditionFacts(expression, true));
    this.visitBody(thenStatement, `${thenPoint};`);
    const elsePoint = this.writer.newPoint(
      'branch',
      elseStatement ?? node,
      conditionFacts(expression, false),
    );
    if (elseStatement) this.visitBody(elseStatement, `${elsePoint};`);
    else this.writer.insertAfter(node.end, ` else {${elsePoint};}`);
  }

  /** The body of a loop or of one side of an `if`, with braces where a counter needs them. `first`: what it begins with. */
  private visitBody(body: ts.Statement, first = ''): void {
    if (ts.isBlock(body)) {
      if (first) this.writer.insertAfter(body.statements.pos, first);
      this.visit(body);
      return;
    }
    this.visit(body);
    this.writer.before(body, `{${first}`);
    this.writer.insertAfter(body.end, '}');
  }

  private visitClause(node: ts.CaseOrDefaultClause): void {
    if (ts.isCaseClause(node)) this.visit(node.expression);
    const condition = ts.isCaseClause(node) ? caseFacts(node.expression, node) : undefined;
    this.writer.insertAfter(node.statements.pos, `${this.writer.newPoint('branch', node, condition)};`);
    for (const statement of node.statements) this.visit(statement);
  }

  private visitConditional(node: ts.ConditionalExpression): void {
    this.visit(node.condition);
    this.guides?.condition(node.condition);
    this.countExpression(node.whenTrue, 'branch', conditionFacts(node.condition, true));
    this.countExpression(node.whenFalse, 'branch', conditionFacts(node.condition, false));
  }

  private visitBinary(node: ts.BinaryExpression): void {
    if (isLogical(node)) {
      const operands = logicalOperands(node);
      for (const operand of operands) this.countOperand(operand, operand !== operands.at(-1));
      return;
    }
    // Along the left side by a loop: sums of thousands of terms nest as deep and would exhaust the stack.
    const chain: ts.BinaryExpression[] = [];
    let left: ts.Expression = node;
    while (ts.isBinaryExpression(left) && !isLogical(left)) {
      chain.push(left);
      this.visit(left.right);
      left = left.left;
    }
    this.visit(left);
    for (const binary of chain.reverse()) this.guides?.compare(binary);
  }

  private visitCall(node: ts.CallExpression): void {
    this.visitChildren(node);
    this.guides?.call(node);
  }

  private visitProperty(node: ts.ElementAccessExpression): void {
    this.visitChildren(node);
    this.guides?.property(node);
  }

  private visitConciseArrow(node: ts.ArrowFunction, body: ts.Expression): void {
    for (const parameter of node.parameters) this.visit(parameter);
    this.countExpression(body, 'statement');
  }

  private visitDeclarations(list: ts.VariableDeclarationList): void {
    list.declarations.forEach((declaration, index) => {
      // The first one is counted in front of the whole statement.
      if (index === 0) this.visitChildren(declaration);
      else this.visit(declaration);
    });
  }

  private visitField(node: ts.PropertyDeclaration): void {
    this.visit(node.name);
    if (!node.initializer) return;
    this.countInitialiser(node, node.initializer, 'statement');
    // A line break no longer ends `x = () => {}` when it stands in parentheses and `['y']() {}` follows. Statements cannot run
    // together like that: the next one begins with its counter.
    if (this.source.text[node.end - 1] !== ';') this.writer.insertAfter(node.end, ';');
  }

  private visitInitialised(
    node: ts.ParameterDeclaration | ts.BindingElement | ts.VariableDeclaration,
    kind: 'statement' | 'branch',
  ): void {
    if (ts.isBindingElement(node) && node.propertyName) this.visit(node.propertyName);
    this.visit(node.name);
    if (node.initializer) this.countInitialiser(node, node.initializer, kind);
  }

  /** Counts a value that gets a name: an anonymous function takes the name over, so it has to stay in such a place. */
  private countInitialiser(
    owner: { name: ts.Node },
    value: ts.Expression,
    kind: 'statement' | 'branch',
  ): void {
    if (!isAnonymousFunction(value)) {
      this.countExpression(value, kind);
      return;
    }
    const name = nameGivenBy(owner.name);
    if (name === undefined) {
      this.visit(value);
      return;
    }
    const key = JSON.stringify(name);
    const point = this.writer.newPoint(kind, value);
    this.visit(value);
    this.writer.before(value, `(${point}, {${key}: `);
    this.writer.insertAfter(value.end, `}[${key}])`);
  }

  /** @param isCondition what follows it depends on it */
  private countOperand(node: ts.Expression, isCondition: boolean): void {
    const point = this.writer.newPoint('branch', node);
    this.visit(node);
    if (isCondition) this.guides?.condition(node);
    this.writer.before(node, `(${point}, `);
    this.writer.insertAfter(node.end, ')');
  }

  private countExpression(
    node: ts.Expression,
    kind: 'statement' | 'branch',
    condition?: BranchCondition,
  ): void {
    const point = this.writer.newPoint(kind, node, condition);
    this.visit(node);
    this.writer.before(node, `(${point}, `);
    this.writer.insertAfter(node.end, ')');
  }
}

function isLogical(node: ts.BinaryExpression): boolean {
  const kind = node.operatorToken.kind;
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  );
}

/** The operands of `a && b || (c ?? d)` from left to right: a, b, c, d. */
function logicalOperands(node: ts.BinaryExpression): readonly ts.Expression[] {
  const operands: ts.Expression[] = [];
  const pending: ts.Expression[] = [node];
  for (let next = pending.pop(); next; next = pending.pop()) {
    let inner = next;
    while (ts.isParenthesizedExpression(inner)) inner = inner.expression;
    if (ts.isBinaryExpression(inner) && isLogical(inner)) pending.push(inner.right, inner.left);
    else operands.push(next);
  }
  return operands;
}

function isAnonymousFunction(value: ts.Expression): boolean {
  const inner = withoutWrappers(value);
  if (ts.isArrowFunction(inner)) return true;
  return (ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) && inner.name === undefined;
}

function nameGivenBy(name: ts.Node): string | undefined {
  if (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isPrivateIdentifier(name)) {
    // In an object literal this key would set the prototype.
    return name.text === '__proto__' ? undefined : name.text;
  }
  return undefined;
}
