import ts from 'typescript';
import type { ReadAssertion, ReadCall, ReadTest } from '../../../../../core/testing/languageAdapter';
import { AssertionKinds } from './assertionKinds';
import { assignmentsIn } from './assignments';
import { type BodySurroundings, BodyTree } from './bodyTree';
import { checkAt, isCallOfAssertion } from './checks';
import { fingerprintOf } from './fingerprint';
import { FlowIndex } from './flowIndex';
import { ModuleFlow } from './moduleFlow';
import { Origins } from './origins';
import { OutsideNames } from './outsideNames';
import { referencesIn } from './references';

export type BodyFacts = Pick<ReadTest, 'calls' | 'assignments' | 'subjects' | 'assertions' | 'fingerprint'>;

/** What can be told of a test body that stands on its own, from its text. */
export function readBodyFacts(bodyLines: readonly string[], surroundings: BodySurroundings): BodyFacts {
  const tree = new BodyTree(bodyLines, surroundings);
  const flows = new FlowIndex(tree);
  const names = new OutsideNames(tree, flows);
  const origins = new Origins(tree, flows, (node) => names.outsideNameOf(node));
  const module = new ModuleFlow(tree, {
    flows,
    references: referencesIn(tree, names),
    isAssertion: (call) => isCallOfAssertion(call, names),
  });
  return {
    calls: callsIn(tree, names),
    assignments: assignmentsIn(tree, flows, names),
    subjects: [...origins.names()],
    assertions: assertionsIn(tree, names, new AssertionKinds({ tree, flows, names, module, origins })),
    fingerprint: fingerprintOf(tree, names),
  };
}

function callsIn(tree: BodyTree, names: OutsideNames): readonly ReadCall[] {
  return tree.nodes.flatMap((node): readonly ReadCall[] => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return [];
    const called = names.calledNameOf(node.expression);
    if (called === undefined) return [];
    const [first] = node.arguments ?? [];
    const name = ts.isNewExpression(node) ? `new ${called}` : called;
    return [{ name, ...(first && { argument: tree.textOf(first) }) }];
  });
}

function assertionsIn(tree: BodyTree, names: OutsideNames, kinds: AssertionKinds): readonly ReadAssertion[] {
  return tree.nodes.flatMap((node): readonly ReadAssertion[] => {
    if (ts.isThrowStatement(node)) {
      // A test may also say by hand that something is wrong.
      const kind = kinds.kindOfReaching(node);
      return isUnderCondition(node) && kind === 'value' ? [{ name: 'throw', kind }] : [];
    }
    const check = checkAt(node, names);
    if (!check) return [];
    const { name, subject, claims } = check;
    const expected = claims.flatMap((claim) => claim.expected).at(0);
    return [
      {
        name,
        kind: kinds.kindOf(check),
        ...(subject && { subject: tree.textOf(subject) }),
        ...(expected && { expected: tree.textOf(expected) }),
      },
    ];
  });
}

function isUnderCondition(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent)) return true;
  return ts.isBlock(parent) && ts.isIfStatement(parent.parent);
}
