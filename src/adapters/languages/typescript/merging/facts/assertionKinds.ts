import ts from 'typescript';
import type { Check, Claim } from './checks';
import { bare, isFunctionExpression, isNothing } from './expressions';
import { controlsOf } from './flows';
import type { Kind, KindFacts } from './kindFacts';
import { oppositeOf } from './matchers';
import { isSameCode } from './tokens';
import { TruthKinds } from './truthKinds';

const strongestFirst: readonly Kind[] = ['value', 'existence', 'tautology', 'constant'];

/** What an assertion can tell about the module under test. What fits no other kind is a `value`. */
export class AssertionKinds {
  private readonly truth: TruthKinds;

  constructor(private readonly facts: KindFacts) {
    this.truth = new TruthKinds(facts);
  }

  kindOf(check: Check): Kind {
    if (check.special === 'types') return 'existence';
    if (check.special === 'fail') return this.kindOfReaching(check.node);
    if (check.isLost) return 'constant';
    const kinds = check.claims.map((claim) => this.kindOfClaim(check.subject, claim));
    return strongestFirst.find((kind) => kinds.includes(kind)) ?? 'constant';
  }

  /** Of a statement that fails when it is reached: what is demanded is that it is not. */
  kindOfReaching(node: ts.Node): Kind {
    const { tree, module } = this.facts;
    for (let inner = node; inner !== tree.body && !ts.isFunctionLike(inner); inner = inner.parent) {
      const { parent } = inner;
      if (ts.isIfStatement(parent) && inner !== parent.expression)
        return this.truth.kindOf(parent.expression, inner === parent.elseStatement);
    }
    const isCalledBack = ts.findAncestor(node, (outer) => {
      const call = isFunctionExpression(outer) ? outer.parent : undefined;
      return call !== undefined && ts.isCallExpression(call) && module.isIn(call.expression);
    });
    return isCalledBack || controlsOf(node, tree).some((control) => module.isIn(control))
      ? 'value'
      : 'constant';
  }

  private kindOfClaim(subject: ts.Expression | undefined, { demand, isNegated, expected }: Claim): Kind {
    const { module, flows } = this.facts;
    if (![subject, ...expected].some((side) => side && module.isIn(side))) return 'constant';
    if (!subject) return 'value';
    const [first] = expected;
    switch (isNegated ? oppositeOf(demand) : demand) {
      case 'equal':
        return first ? this.kindOfEquality(subject, first, isNegated) : 'value';
      case 'true':
        return this.kindOfBoolean(subject, true);
      case 'false':
        return this.kindOfBoolean(subject, false);
      case 'truthy':
        return this.truth.kindOf(subject, true);
      case 'falsy':
        return this.truth.kindOf(subject, false);
      case 'something':
      case 'type':
        return 'existence';
      case 'instance':
        return this.truth.kindOfInstance(subject, first);
      case 'member':
        return expected.length < 2 && this.facts.origins.isExport(subject) ? 'existence' : 'value';
      case 'snapshot':
        return expected.some((each) => ts.isStringLiteralLike(flows.resolve(each))) ? 'value' : 'existence';
      default:
        return 'value';
    }
  }

  private kindOfEquality(subject: ts.Expression, expected: ts.Expression, isNegated: boolean): Kind {
    const { flows, names } = this.facts;
    const wanted = bare(expected);
    if (isNothing(wanted)) return isNegated ? 'existence' : 'value';
    if (wanted.kind === ts.SyntaxKind.TrueKeyword) return this.kindOfBoolean(subject, !isNegated);
    if (wanted.kind === ts.SyntaxKind.FalseKeyword) return this.kindOfBoolean(subject, isNegated);
    // That two calls give different things says something: two of a kind, a copy, the next one.
    const mayDiffer = isNegated && hasCall(subject);
    if (isSameCode(bare(subject), wanted) && !mayDiffer) return 'tautology';
    if (ts.isTypeOfExpression(flows.resolve(subject))) return 'existence';
    const isAnything =
      ts.isCallExpression(wanted) &&
      /^expect\.any(?:thing)?$/.test(names.outsideNameOf(wanted.expression) ?? '');
    return isAnything ? 'existence' : 'value';
  }

  /** A comparison that is true says what it compares; anything else that is exactly `true` was checked. */
  private kindOfBoolean(subject: ts.Expression, wanted: boolean): Kind {
    const inner = this.facts.flows.resolve(subject);
    return this.truth.isComposed(inner) ? this.truth.kindOf(inner, wanted) : 'value';
  }
}

function hasCall(node: ts.Node): boolean {
  return ts.isCallExpression(node) || ts.isNewExpression(node) || (ts.forEachChild(node, hasCall) ?? false);
}
