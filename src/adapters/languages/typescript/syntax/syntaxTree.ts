import ts from 'typescript';

/**
 * A node and everything below it, in source order; below nodes for which `isClosed` holds it does not go. Not recursive: sums
 * of thousands of terms nest as deep and would exhaust the stack.
 */
export function* nodesOf(
  root: ts.Node,
  isClosed: (node: ts.Node) => boolean = () => false,
): Generator<ts.Node> {
  const pending: ts.Node[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    yield node;
    if (isClosed(node)) continue;
    const start = pending.length;
    ts.forEachChild(node, (child) => {
      pending.push(child);
    });
    reverseFrom(pending, start);
  }
}

function reverseFrom(nodes: ts.Node[], start: number): void {
  const tail = nodes.splice(start).reverse();
  for (const node of tail) nodes.push(node);
}
