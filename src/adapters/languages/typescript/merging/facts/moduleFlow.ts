import ts from 'typescript';
import { nodesOf } from '../../syntax/syntaxTree';
import { patternNames } from '../testFileBindings';
import type { BodyTree, LocalVariable } from './bodyTree';
import { bare, type FunctionLike, isFunctionExpression, isMember } from './expressions';
import type { FlowIndex } from './flowIndex';
import { always, type Reference } from './references';

export interface FlowFacts {
  readonly flows: FlowIndex;
  /** In the order of the text. */
  readonly references: readonly Reference[];
  /** Is the call one of an assertion? It gives nothing to the module, and takes nothing from it. */
  readonly isAssertion: (call: ts.CallExpression) => boolean;
}

type Call = ts.CallExpression | ts.NewExpression;

/**
 * Tells what in a test body may have something of the module under test: what it gave, what was made from that or decided by it, what
 * it was given and could change or call, and what everybody knows, once the module is at work. In doubt it says yes.
 */
export class ModuleFlow {
  /** From when on a variable may have something of the module. */
  private readonly since = new Map<LocalVariable, number>();
  private readonly given = new Set<LocalVariable>();
  /** Variables that share something with what everybody knows. */
  private readonly worldly = new Set<LocalVariable>();
  private readonly calls: readonly Call[];
  private readonly puts: readonly ts.BinaryExpression[];
  private firstCall = Number.POSITIVE_INFINITY;
  private hasChanged = true;

  constructor(
    private readonly tree: BodyTree,
    private readonly facts: FlowFacts,
  ) {
    const nodes = tree.nodes;
    this.puts = nodes.filter(isPut);
    this.calls = nodes.filter(
      (node): node is Call =>
        ts.isNewExpression(node) || (ts.isCallExpression(node) && !facts.isAssertion(node)),
    );
    this.repeat(() => this.spreadWorld());
    this.repeat(() => this.spreadModule());
  }

  /** May anything of the module be in the code? */
  isIn(node: ts.Node): boolean {
    return this.referencesIn(node).some((reference) => this.isOfModule(reference));
  }

  private isOfModule({ meaning, moment }: Reference): boolean {
    if (meaning.kind === 'module') return true;
    const isAtWork = this.firstCall <= moment;
    if (meaning.kind === 'world') return isAtWork;
    const { variable } = meaning;
    return (
      (this.since.get(variable) ?? Number.POSITIVE_INFINITY) <= moment ||
      (isAtWork && this.worldly.has(variable))
    );
  }

  private referencesIn({ pos, end }: ts.Node): readonly Reference[] {
    const { references } = this.facts;
    const first = indexFrom(references, pos);
    const found: Reference[] = [];
    for (let index = first; index < references.length; index++) {
      const reference = references[index];
      if (!reference || reference.start >= end) break;
      found.push(reference);
    }
    return found;
  }

  private repeat(step: () => void): void {
    this.hasChanged = true;
    while (this.hasChanged) {
      this.hasChanged = false;
      step();
    }
  }

  private spreadWorld(): void {
    const isWorldly = ({ meaning }: Reference): boolean =>
      meaning.kind === 'world' || (meaning.kind === 'local' && this.worldly.has(meaning.variable));
    const touchesWorld = (node: ts.Node): boolean => this.referencesIn(node).some(isWorldly);
    for (const { target, from, kind } of this.facts.flows.flows)
      if (kind !== 'control' && touchesWorld(from)) this.addTo(this.worldly, target);
    // What is handed to the world, or put into it, can be reached from there.
    const hand = (node: ts.Node): void => {
      for (const variable of this.variablesIn(node)) this.addTo(this.worldly, variable);
    };
    for (const call of this.calls)
      if (touchesWorld(call.expression)) for (const argument of call.arguments ?? []) hand(argument);
    for (const { left, right } of this.puts) if (touchesWorld(left)) hand(right);
  }

  private spreadModule(): void {
    for (const { target, from, at } of this.facts.flows.flows)
      if (this.isIn(from)) this.touch(target, this.momentAfter(at));
    for (const call of this.calls) {
      if (this.isIn(call.expression) || this.tree.loadsModule(call)) this.noteModuleCall(call);
      else this.noteOtherCall(call);
    }
    for (const put of this.puts) if (this.isIn(put.left)) this.give(put.right, this.momentAfter(put));
  }

  private noteModuleCall(call: Call): void {
    const moment = this.momentAfter(call);
    if (moment < this.firstCall) {
      this.firstCall = moment;
      this.hasChanged = true;
    }
    for (const argument of call.arguments ?? []) this.give(argument, moment);
  }

  /** A call of something else, with something of the module among its arguments: what is called with them gets it. */
  private noteOtherCall(call: Call): void {
    const given = call.arguments ?? [];
    const plain = given.filter((argument) => !isFunctionExpression(argument));
    const callee = bare(call.expression);
    const variable = ts.isIdentifier(callee) ? this.tree.variableOf(callee) : undefined;
    for (const called of variable ? this.facts.flows.functionsOf(variable) : []) {
      for (const [index, parameter] of called.parameters.entries()) {
        const own = parameter.dotDotDotToken ? given.slice(index) : given.slice(index, index + 1);
        if (own.some((argument) => this.isIn(argument))) this.touchNames(parameter.name);
      }
    }
    if (!plain.some((argument) => this.isIn(argument))) return;
    for (const argument of given)
      for (const called of this.functionsFrom(argument)) this.touchParameters(called);
  }

  /** The module gets what the code names, and may call it and put something into it. */
  private give(code: ts.Node, moment: number): void {
    for (const node of nodesOf(code)) if (ts.isFunctionLike(node)) this.touchParameters(node as FunctionLike);
    for (const variable of this.variablesIn(code)) {
      if (this.facts.flows.isFixed(variable)) continue;
      this.touch(variable, moment);
      if (this.given.has(variable)) continue;
      this.addTo(this.given, variable);
      for (const { from, kind } of this.facts.flows.flowsTo(variable))
        if (kind !== 'control') this.give(from, moment);
    }
  }

  private touch(variable: LocalVariable, moment: number): void {
    if (moment >= (this.since.get(variable) ?? Number.POSITIVE_INFINITY)) return;
    this.since.set(variable, moment);
    this.hasChanged = true;
  }

  private touchParameters({ parameters }: FunctionLike): void {
    for (const { name } of parameters) this.touchNames(name);
  }

  private touchNames(name: ts.BindingName): void {
    for (const each of patternNames(name)) {
      const variable = this.tree.variableOf(each);
      if (variable) this.touch(variable, -1);
    }
  }

  private addTo(set: Set<LocalVariable>, variable: LocalVariable): void {
    if (set.has(variable)) return;
    set.add(variable);
    this.hasChanged = true;
  }

  private variablesIn(node: ts.Node): readonly LocalVariable[] {
    return this.referencesIn(node).flatMap(({ meaning }) =>
      meaning.kind === 'local' ? [meaning.variable] : [],
    );
  }

  /** The functions that an argument may stand for. */
  private functionsFrom(argument: ts.Expression): readonly FunctionLike[] {
    const inner = bare(argument);
    if (isFunctionExpression(inner)) return [inner];
    const variable = ts.isIdentifier(inner) ? this.tree.variableOf(inner) : undefined;
    return variable ? this.facts.flows.functionsOf(variable) : [];
  }

  /** Before everything where it is not certain when the node is executed. */
  private momentAfter(node: ts.Node): number {
    const isUncertain =
      ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || this.tree.isRepeated(node);
    return isUncertain ? -1 : Math.min(node.end, always);
  }
}

/** `owner.member = value` */
function isPut(node: ts.Node): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    isMember(bare(node.left))
  );
}

/** Index of the first reference that does not start before the offset. */
function indexFrom(references: readonly Reference[], offset: number): number {
  let low = 0;
  let high = references.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((references[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
