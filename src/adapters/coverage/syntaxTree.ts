import type { Node } from 'acorn';

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Does the node have a body that runs when it is called? */
export function isFunction(node: Node): boolean {
  return functionTypes.has(node.type);
}

/** The nodes directly below a node, in no promised order. */
export function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value: unknown) => {
    if (Array.isArray(value)) return value.filter(isNode);
    return isNode(value) ? [value] : [];
  });
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
