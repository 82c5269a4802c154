import ts from 'typescript';
import type { ReadAssignment } from '../../../../../core/testing/languageAdapter';
import type { BodyTree } from './bodyTree';
import { bare, isAssignment, isFunctionExpression, isMember, isUpdate } from './expressions';
import type { FlowIndex } from './flowIndex';
import type { OutsideNames } from './outsideNames';

const definers =
  /^(?:Object|Reflect)\.(?:defineProperty|defineProperties|assign|set|setPrototypeOf|deleteProperty)$/;
/** They make fakes of functions. */
const fakes = /^(?:(?:vi|jest|mock)\.fn|sinon\.(?:stub|fake|spy|mock)|chai\.spy|td\.func(?:tion)?)(?:\.|$)/;

/** Members that a body assigns to, defines or deletes. */
export function assignmentsIn(
  tree: BodyTree,
  flows: FlowIndex,
  names: OutsideNames,
): readonly ReadAssignment[] {
  return tree.nodes.flatMap((node) => assignmentsAt(node, { flows, names }));
}

interface NamingFacts {
  readonly flows: FlowIndex;
  readonly names: OutsideNames;
}

function assignmentsAt(node: ts.Node, facts: NamingFacts): readonly ReadAssignment[] {
  const { names } = facts;
  const found = (target: ts.Expression, value?: ts.Expression): readonly ReadAssignment[] => {
    const name = targetName(target, names);
    return name === undefined
      ? []
      : [{ target: name, isFunction: value !== undefined && holdsFunction(value, facts) }];
  };
  if (isAssignment(node)) return isMember(bare(node.left)) ? found(node.left, node.right) : [];
  if (isUpdate(node)) return isMember(bare(node.operand)) ? found(node.operand) : [];
  if (ts.isDeleteExpression(node)) return found(node.expression);
  if (!ts.isCallExpression(node) || !definers.test(names.outsideNameOf(node.expression) ?? '')) return [];
  const [target, ...others] = node.arguments;
  if (!target) return [];
  const [key] = others;
  const name = targetName(target, names);
  const isFunction = others.some((other) => holdsFunction(other, facts));
  if (name === undefined) return [];
  return [{ target: key && ts.isStringLiteralLike(key) ? `${name}.${key.text}` : name, isFunction }];
}

/** `a.b.c`; what is computed is left out: `a[b].c` is `a.c`. */
function targetName(node: ts.Expression, names: OutsideNames): string | undefined {
  const inner = bare(node);
  if (isNewObject(inner, names)) return undefined;
  if (!isMember(inner)) return names.calledNameOf(inner);
  const owner = targetName(inner.expression, names);
  if (owner === undefined) return undefined;
  if (ts.isPropertyAccessExpression(inner)) return `${owner}.${inner.name.text}`;
  const { argumentExpression: key } = inner;
  return ts.isStringLiteralLike(key) ? `${owner}.${key.text}` : owner;
}

/** `Object.assign(Object.create(null), …)` changes nothing that anybody else has. */
function isNewObject(node: ts.Expression, names: OutsideNames): boolean {
  return ts.isCallExpression(node) && names.outsideNameOf(node.expression) === 'Object.create';
}

/** Is it a function, a fake of one, or a literal with one in it? */
function holdsFunction(node: ts.Expression, facts: NamingFacts): boolean {
  const inner = facts.flows.resolve(node);
  if (isFunctionExpression(inner) || ts.isClassExpression(inner)) return true;
  if (ts.isCallExpression(inner)) return fakes.test(facts.names.outsideNameOf(inner.expression) ?? '');
  if (ts.isObjectLiteralExpression(inner))
    return inner.properties.some(
      (property) =>
        ts.isMethodDeclaration(property) ||
        (ts.isPropertyAssignment(property) && holdsFunction(property.initializer, facts)) ||
        (ts.isShorthandPropertyAssignment(property) && holdsFunction(property.name, facts)),
    );
  return false;
}
