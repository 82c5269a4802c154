import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { type Node, parse } from 'acorn';
import { type Transform, transform } from 'sucrase';
import { type TsconfigOptions, tsconfigFor } from './tsconfig';

const metaName = '__agenticQeImportMeta';
/** Syntax with a meaning at run time that sucrase does not know: decorators, namespaces. */
const beyondSucrase =
  /^\s*@[A-Za-z_$]|^\s*(?:export\s+)?(?:namespace|module)\s+[\w.$]+\s*\{|[(,]\s*@[A-Za-z_$][\w$.]*\(/m;

/** Turns a workspace file into CommonJS on the same lines; CommonJS comes back as it is. @throws SyntaxError */
export function transpileModule(source: string, file: string): string {
  const extension = path.extname(file);
  const isTypeScript = /^\.[mc]?tsx?$/.test(extension);
  if (!isTypeScript && extension !== '.mjs' && findSyntaxProblem(source) === undefined) return source;
  const options = tsconfigFor(file);
  const transpile = isTypeScript && beyondSucrase.test(source) ? byTypeScript : bySucrase;
  const code = rewriteImportMeta(transpile(source, file, options), file);
  const problem = findSyntaxProblem(code);
  // Left to itself, Node would try again and take the text for an ES module.
  if (problem !== undefined) throw new SyntaxError(problem);
  return code;
}

/** @returns why a text is not CommonJS, with the line; undefined when it is. */
function findSyntaxProblem(code: string): string | undefined {
  try {
    // The shebang is for the kernel.
    vm.compileFunction(
      code.replace(/^#!.*/, ''),
      ['exports', 'require', 'module', '__filename', '__dirname'],
      { filename: 'source' },
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    const line = /^source:(\d+)/.exec(error.stack ?? '')?.[1];
    const isAwait = /await is only valid|Unexpected reserved word/.test(error.message);
    const reason = isAwait ? 'top-level await cannot be loaded in the sandbox' : error.message;
    return line === undefined ? reason : `${reason} (line ${line})`;
  }
}

function bySucrase(source: string, file: string, options: TsconfigOptions): string {
  const extension = path.extname(file);
  const isTypeScript = /^\.[mc]?tsx?$/.test(extension);
  const transforms: Transform[] = ['imports'];
  if (isTypeScript) transforms.push('typescript');
  if (!/^\.[mc]?ts$/.test(extension)) transforms.push('jsx');
  return transform(source, {
    transforms,
    filePath: file,
    // Fields that are assigned, not defined, come from sucrase's rewriting of classes; elsewhere its rewriting would only blur
    // the engine's own messages.
    disableESTransforms: options.useDefineForClassFields || !isTypeScript || !/\bclass\b/.test(source),
    jsxRuntime: options.jsx === 'react' ? 'classic' : 'automatic',
    ...(options.jsxImportSource !== undefined && { jsxImportSource: options.jsxImportSource }),
    production: true,
  }).code;
}

interface TypeScriptApi {
  transpileModule(
    source: string,
    options: { fileName: string; compilerOptions: Readonly<Record<string, unknown>> },
  ): {
    outputText: string;
  };
}

/** Slower by far, so only for what sucrase cannot do; with the project's own TypeScript. */
function byTypeScript(source: string, file: string, options: TsconfigOptions): string {
  let typescript: Partial<TypeScriptApi>;
  try {
    typescript = createRequire(file)('typescript') as Partial<TypeScriptApi>;
  } catch {
    typescript = {};
  }
  if (typescript.transpileModule === undefined) {
    throw new SyntaxError(
      'decorators and namespaces need the package "typescript" in the project, which is not installed',
    );
  }
  const { outputText } = typescript.transpileModule(source, {
    fileName: file,
    compilerOptions: {
      module: 1, // CommonJS
      target: 9, // ES2022
      jsx: options.jsx === 'react' ? 2 : 4,
      ...(options.jsxImportSource !== undefined && { jsxImportSource: options.jsxImportSource }),
      esModuleInterop: true,
      useDefineForClassFields: options.useDefineForClassFields,
      experimentalDecorators: options.experimentalDecorators,
      emitDecoratorMetadata: options.emitDecoratorMetadata,
    },
  });
  return outputText;
}

/** `import.meta` is a syntax error in CommonJS. */
function rewriteImportMeta(code: string, file: string): string {
  if (!code.includes('import.meta')) return code;
  const program = parse(code, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    allowReturnOutsideFunction: true,
    allowImportExportEverywhere: true,
  });
  let rewritten = code;
  for (const { start, end } of findImportMeta(program).reverse()) {
    rewritten = rewritten.slice(0, start) + metaName + rewritten.slice(end);
  }
  const known = JSON.stringify({
    url: pathToFileURL(file).href,
    filename: file,
    dirname: path.dirname(file),
    main: false,
    // What Vite and Vitest offer.
    env: { MODE: 'test', BASE_URL: '/', DEV: true, PROD: false, SSR: true },
  });
  const resolve =
    "resolve: (specifier) => require('node:url').pathToFileURL(require.resolve(specifier)).href";
  // "use strict" has to stay in front.
  return rewritten.replace(
    /^(\s*["']use strict["'];?)?/,
    (strict) => `${strict}const ${metaName}={...${known},${resolve}};`,
  );
}

function findImportMeta(root: Node): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item);
    } else if (typeof value === 'object' && value !== null && 'type' in value) {
      const node = value as Node & { meta?: { name: string } };
      if (node.type === 'MetaProperty' && node.meta?.name === 'import')
        found.push({ start: node.start, end: node.end });
      else for (const child of Object.values(value)) visit(child);
    }
  };
  visit(root);
  return found.sort((a, b) => a.start - b.start);
}
