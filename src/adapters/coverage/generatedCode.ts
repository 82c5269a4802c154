import type { Node } from 'acorn';

/** Imports and exports as Vite's module runners write them. */
const viteName = /^__vi(?:te)?_(?:ssr_)?(?:import|export)/;
/** Helpers of esbuild (tsx) that stand on the same line as the code, where a source map cannot tell them apart. */
const esbuildName =
  /^(?:__(?:defProp|defNormalProp|getOwnProp\w+|hasOwnProp|propIsEnum|getProtoOf|create|name|export|reExport|copyProps|toCommonJS|toESM|publicField)|\w+_exports|import_\w+)$/;

interface Parts {
  readonly type: string;
  readonly start: number;
  readonly id?: { readonly name?: string };
  readonly expression?: {
    readonly callee?: { readonly name?: string; readonly type?: string };
    readonly arguments?: readonly { readonly name?: string }[];
    readonly left?: { readonly name?: string; readonly object?: { readonly name?: string } };
    readonly right?: { readonly callee?: { readonly name?: string } };
  };
}

/** How esbuild tells Node's parser of CommonJS what a module exports. */
const exportAnnotation = /^0\s*&&\s*\(module\.exports\s*=/;

/**
 * Is this statement or declaration the work of a transpiler, with no counterpart in the source, although the source map
 * leads it somewhere?
 */
export function isGeneratedCode(node: Node, code: string): boolean {
  const { type, id, expression } = node as unknown as Parts;
  if (type === 'VariableDeclarator') return isGeneratedName(id?.name);
  if (type !== 'ExpressionStatement') return false;
  return (
    isGeneratedName(expression?.callee?.name) ||
    // `Object.defineProperty(__vi_export__, …)`, up to Vite 5.
    isGeneratedName(expression?.arguments?.[0]?.name) ||
    isGeneratedName(expression?.left?.object?.name) ||
    isGeneratedName(expression?.right?.callee?.name) ||
    exportAnnotation.test(code.slice(node.start, node.start + 40))
  );
}

/** tsx writes `__filename="…";(()=>{ … })()` around CommonJS: these two statements, but not what is in the function. */
export function isTsxWrapper(node: Node, code: string): boolean {
  if (!code.startsWith('__filename="')) return false;
  const { type, start, expression } = node as unknown as Parts;
  if (type === 'ArrowFunctionExpression') return isWrapperCall(code, start - 1);
  return (
    type === 'ExpressionStatement' && (expression?.left?.name === '__filename' || isWrapperCall(code, start))
  );
}

function isWrapperCall(code: string, start: number): boolean {
  return /^__filename="(?:[^"\\]|\\.)*";$/.test(code.slice(0, start));
}

function isGeneratedName(name: string | undefined): boolean {
  return name !== undefined && (viteName.test(name) || esbuildName.test(name));
}
