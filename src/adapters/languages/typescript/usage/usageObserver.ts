import ts from 'typescript';
import type { ValueShape } from '../../../../core/synthesis/moduleModel';
import { withoutWrappers } from '../instrumentation/statementKinds';
import { nameText } from '../shapes/objectTypeShapes';
import { keysOf } from '../shapes/shapeAlgebra';
import type { ShapeContext } from '../shapes/shapeContext';
import { instanceOf } from '../shapes/valueShapes';
import { findDeclarations } from '../syntax/declarationLookup';
import { calledNode, isReference, isWrapper, keyOf, operandsOf } from '../syntax/valueReferences';
import { describeArgument, resultUseOf } from './callArguments';
import { elementCallbacks, elementMethods, noteArgument, noteMember, sameKindMethods } from './memberUsage';
import { noteOperator } from './operatorUsage';
import type { UsageEvidence } from './usageEvidence';

type Names = Map<string, UsageEvidence>;

const followLimit = 12;

/** Watches what a function does with values whose types nobody wrote down. */
export class UsageObserver {
  /** Names that a callback gives to the elements it is handed. */
  private readonly callbackNames = new Map<ts.Node, Names>();

  /** @param entered parameters of other functions looked into already, shared by the observers of one parameter list. */
  constructor(
    private readonly context: ShapeContext,
    private readonly entered = new Set<ts.Node>(),
  ) {}

  /** Collects evidence about names (parameters) in a function's body; what a constructor keeps in `this.x` is followed through its class. */
  observe(node: ts.FunctionLikeDeclaration, names: Names): void {
    if (!node.body) return;
    for (const parameter of node.parameters)
      if (parameter.initializer) this.walk(parameter.initializer, names);
    this.walk(node.body, names);
    if (!ts.isConstructorDeclaration(node)) return;
    const fields = new Map([...names].filter(([name]) => name.startsWith('this.')));
    if (fields.size === 0) return;
    for (const member of node.parent.members) if (member !== node) this.walk(member, new Map(fields));
  }

  /** Gives names to a value or, as in `{ a, b: [c] }`, to its parts. */
  bind(name: ts.BindingName, evidence: UsageEvidence, names: Names): void {
    if (ts.isIdentifier(name)) {
      names.set(name.text, evidence);
      return;
    }
    for (const element of name.elements) {
      if (ts.isOmittedExpression(element) || element.dotDotDotToken) continue;
      const part = partOf(name, element, evidence);
      if (!part) continue;
      if (element.initializer) this.noteDefault(element.initializer, part);
      this.bind(element.name, part, names);
    }
  }

  /** Notes the value that is taken when there is none. */
  noteDefault(value: ts.Expression, evidence: UsageEvidence): void {
    const fallback = this.context.readValue(value, this.context, false);
    evidence.isOptional = true;
    if (fallback.kind !== 'unknown' && !isEmptyObject(fallback)) evidence.addLikely(fallback);
  }

  private walk(node: ts.Node, names: Names): void {
    if (ts.isTypeNode(node)) return;
    const evidence = names.get(keyOf(node) ?? '');
    if (evidence && isReference(node)) this.note(node as ts.Expression, evidence, names);
    const inner = ts.isFunctionLike(node) ? this.namesInside(node, names) : names;
    if (ts.isBinaryExpression(node)) for (const operand of operandsOf(node)) this.walk(operand, inner);
    else ts.forEachChild(node, (child) => this.walk(child, inner));
  }

  private namesInside(node: ts.SignatureDeclaration, names: Names): Names {
    const inner = new Map(names);
    for (const parameter of node.parameters)
      if (ts.isIdentifier(parameter.name)) inner.delete(parameter.name.text);
    for (const [name, evidence] of this.callbackNames.get(node) ?? []) inner.set(name, evidence);
    return inner;
  }

  /** One use of a value: `node` is the expression that gives it. */
  private note(node: ts.Expression, evidence: UsageEvidence, names: Names): void {
    const { parent } = node;
    if (isWrapper(parent) || ts.isAwaitExpression(parent)) this.note(parent, evidence, names);
    else if (ts.isPropertyAccessExpression(parent)) this.noteMemberAccess(parent, evidence, names);
    else if (ts.isElementAccessExpression(parent)) this.noteElementAccess(node, parent, evidence, names);
    else if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) this.noteCall(node, parent, evidence);
    else if (ts.isBinaryExpression(parent)) this.noteBinary(node, parent, evidence, names);
    else if (ts.isConditionalExpression(parent) && parent.condition !== node)
      this.note(parent, evidence, names);
    else if (ts.isVariableDeclaration(parent) && parent.initializer === node)
      this.bind(parent.name, evidence, names);
    else if (ts.isForOfStatement(parent) && parent.expression === node)
      this.noteLoop(parent, evidence, names);
    else if (ts.isForInStatement(parent) && parent.expression === node)
      evidence.addLikely({ kind: 'record', value: { kind: 'unknown' } });
    else if (ts.isSpreadElement(parent)) evidence.element();
    else if (ts.isSwitchStatement(parent)) this.noteCases(parent, evidence);
    else noteOperator(node, parent, evidence);
  }

  private noteMemberAccess(access: ts.PropertyAccessExpression, evidence: UsageEvidence, names: Names): void {
    const call =
      ts.isCallExpression(access.parent) && access.parent.expression === access ? access.parent : undefined;
    if (call && access.name.text === 'call') {
      evidence.addCall(call.arguments.slice(1).map(describeArgument), resultUseOf(call));
      return;
    }
    const member = noteMember(access.name.text, call !== undefined, evidence);
    if (member) this.note(access, member, names);
    if (call && sameKindMethods.has(access.name.text)) this.note(call, evidence, names);
    if (call && elementMethods.has(access.name.text)) this.note(call, evidence.element(), names);
    const [callback] = call?.arguments ?? [];
    const positions = elementCallbacks.get(access.name.text);
    if (callback && positions && ts.isFunctionLike(callback))
      this.nameElements(callback, positions, evidence);
    if (access.questionDotToken) evidence.isOptional = true;
  }

  private nameElements(
    callback: ts.SignatureDeclaration,
    positions: readonly number[],
    evidence: UsageEvidence,
  ): void {
    const given: Names = new Map();
    for (const position of positions) {
      const parameter = callback.parameters[position];
      if (parameter) this.bind(parameter.name, evidence.element(), given);
    }
    this.callbackNames.set(callback, given);
  }

  private noteElementAccess(
    node: ts.Expression,
    access: ts.ElementAccessExpression,
    evidence: UsageEvidence,
    names: Names,
  ): void {
    const key = access.argumentExpression;
    if (key === node) {
      evidence.addLikely({ kind: 'string' });
      const table = keysOf(this.context.readValue(access.expression, this.context, false));
      if (table.kind === 'union' || table.kind === 'literal') evidence.addLikely(table);
    } else if (ts.isStringLiteralLike(key)) this.note(access, evidence.property(key.text), names);
    else {
      if (ts.isNumericLiteral(key)) evidence.addSequence();
      this.note(access, evidence.indexed(), names);
    }
  }

  private noteCall(
    node: ts.Expression,
    call: ts.CallExpression | ts.NewExpression,
    evidence: UsageEvidence,
  ): void {
    const callArguments: readonly ts.Expression[] = call.arguments ?? [];
    if (call.expression === node) {
      evidence.addCall(callArguments.map(describeArgument), resultUseOf(call));
      return;
    }
    const callee = withoutWrappers(call.expression);
    if (ts.isPropertyAccessExpression(callee) && /^(?:test|exec)$/.test(callee.name.text)) {
      evidence.addCertain({ kind: 'string' });
    } else if (!noteArgument(callee.getText(), evidence) && ts.isIdentifier(callee)) {
      this.follow(callee.text, callArguments.indexOf(node), evidence);
    }
  }

  /** Looks at what another function, or a constructor, does with its argument. */
  private follow(name: string, index: number, evidence: UsageEvidence): void {
    const found = findDeclarations(name, this.context.where, this.context.siblings);
    const target = found && calledNode(found);
    const parameter = target?.parameters[index];
    if (!found || !target || !parameter) return;
    const inside = { ...this.context, where: found.where };
    const type = parameter.type ?? ts.getJSDocType(parameter);
    if (type) evidence.addCertain(this.context.readType(type, inside));
    else if (
      ts.isIdentifier(parameter.name) &&
      !this.entered.has(parameter) &&
      this.entered.size < followLimit
    ) {
      this.entered.add(parameter);
      new UsageObserver(inside, this.entered).observe(target, new Map([[parameter.name.text, evidence]]));
    }
  }

  private noteBinary(
    node: ts.Expression,
    parent: ts.BinaryExpression,
    evidence: UsageEvidence,
    names: Names,
  ): void {
    const kind = parent.operatorToken.kind;
    const isLeft = parent.left === node;
    if (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken) {
      if (isLeft) this.noteDefault(parent.right, evidence);
      this.note(parent, evidence, names);
    } else if (kind === ts.SyntaxKind.EqualsToken && !isLeft) {
      const key = keyOf(parent.left);
      if (key !== undefined && !names.has(key)) names.set(key, evidence);
    } else if (kind === ts.SyntaxKind.InstanceOfKeyword && isLeft) {
      if (ts.isIdentifier(parent.right)) evidence.addCertain(instanceOf(parent.right.text, [], this.context));
    } else noteOperator(node, parent, evidence);
  }

  private noteLoop(loop: ts.ForOfStatement, evidence: UsageEvidence, names: Names): void {
    const declaration = ts.isVariableDeclarationList(loop.initializer)
      ? loop.initializer.declarations[0]
      : undefined;
    const element = evidence.element();
    if (declaration) this.bind(declaration.name, element, names);
  }

  private noteCases(statement: ts.SwitchStatement, evidence: UsageEvidence): void {
    for (const clause of statement.caseBlock.clauses) {
      if (!ts.isCaseClause(clause)) continue;
      const exact = this.context.readValue(clause.expression, this.context, true);
      if (exact.kind === 'literal')
        evidence.addLiteral(exact, this.context.readValue(clause.expression, this.context, false));
    }
  }
}

function partOf(
  pattern: ts.BindingPattern,
  element: ts.BindingElement,
  evidence: UsageEvidence,
): UsageEvidence | undefined {
  if (ts.isArrayBindingPattern(pattern)) return evidence.element();
  const key = element.propertyName ?? element.name;
  const property =
    ts.isObjectBindingPattern(key) || ts.isArrayBindingPattern(key) ? undefined : nameText(key);
  return property === undefined ? undefined : evidence.property(property);
}

function isEmptyObject(shape: ValueShape): boolean {
  return shape.kind === 'object' && shape.properties.length === 0;
}
