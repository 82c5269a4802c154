import ts from 'typescript';
import type { ReadImport } from '../../../../../core/testing/languageAdapter';
import { parseFile } from '../../syntax/parsedFile';
import { nodesOf } from '../../syntax/syntaxTree';
import { declaredScopes, isInType, isReference } from '../freeReferences';

/** Something that the body declares. One object stands for it wherever it is named. */
export interface LocalVariable {
  readonly name: string;
  /** The node in which the name holds. */
  readonly scope: ts.Node;
}

export type Meaning =
  | { readonly kind: 'local'; readonly variable: LocalVariable }
  | { readonly kind: 'import'; readonly read: ReadImport }
  | { readonly kind: 'global'; readonly name: string };

export interface BodySurroundings {
  /** Tells the language. */
  readonly fileName: string;
  readonly imports: readonly ReadImport[];
  readonly moduleSpecifier: string;
  /** Does a specifier that the body loads by itself mean the module under test? */
  readonly isModuleUnderTest: (specifier: string) => boolean;
}

/** A test body that stands on its own, as its syntax tree, with what each name in it means. */
export class BodyTree {
  readonly source: ts.SourceFile;
  /** The block of its statements. */
  readonly body: ts.Node;
  /** The block and everything in it, in the order of the text. */
  readonly nodes: readonly ts.Node[];
  private readonly imports: ReadonlyMap<string, ReadImport>;
  private readonly scopes: ReadonlyMap<string, readonly ts.Node[]>;
  private readonly repeated: readonly ts.Node[];
  private readonly variables = new Map<ts.Node, Map<string, LocalVariable>>();

  constructor(
    bodyLines: readonly string[],
    private readonly surroundings: BodySurroundings,
  ) {
    const text = `export default async () => {\n${bodyLines.join('\n')}\n};\n`;
    this.source = parseFile(surroundings.fileName, text).source;
    this.body = bodyOf(this.source);
    this.nodes = [...nodesOf(this.body)];
    this.imports = new Map(surroundings.imports.map((read) => [read.local, read]));
    this.scopes = declaredScopes(this.body);
    this.repeated = repeatedIn(this.body);
  }

  textOf(node: ts.Node): string {
    return node.getText(this.source);
  }

  meaningOf(node: ts.Identifier): Meaning {
    const variable = this.variableOf(node);
    if (variable) return { kind: 'local', variable };
    const read = this.imports.get(node.text);
    return read ? { kind: 'import', read } : { kind: 'global', name: node.text };
  }

  /** What the body declares under the name of this identifier, which may be the place of its declaration. */
  variableOf(node: ts.Identifier): LocalVariable | undefined {
    const around = this.scopes.get(node.text)?.filter(({ pos, end }) => node.pos >= pos && node.end <= end);
    if (!around || around.length === 0) return undefined;
    const scope = around.reduce((inner, other) =>
      other.end - other.pos < inner.end - inner.pos ? other : inner,
    );
    const inScope = this.variables.get(scope) ?? new Map<string, LocalVariable>();
    this.variables.set(scope, inScope);
    const variable = inScope.get(node.text) ?? { name: node.text, scope };
    inScope.set(node.text, variable);
    return variable;
  }

  isOfModule({ module }: ReadImport): boolean {
    return module === this.surroundings.moduleSpecifier;
  }

  /** Is it `import('./cart')` or `require('./cart')` of the module under test? */
  loadsModule(node: ts.Node): boolean {
    if (!ts.isCallExpression(node)) return false;
    const { expression: callee } = node;
    const isLoading =
      callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
    const [specifier] = node.arguments;
    return (
      isLoading &&
      specifier !== undefined &&
      ts.isStringLiteralLike(specifier) &&
      this.surroundings.isModuleUnderTest(specifier.text)
    );
  }

  /** True for identifiers that stand for a value. */
  isValue(node: ts.Node): node is ts.Identifier {
    return ts.isIdentifier(node) && isReference(node) && !isInType(node);
  }

  /** Is it, or may it be, executed another time than where it stands: in a function or a loop? */
  isRepeated(node: ts.Node): boolean {
    let low = 0;
    let high = this.repeated.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.repeated[middle]?.end ?? 0) < node.end) low = middle + 1;
      else high = middle;
    }
    const around = this.repeated[low];
    return around !== undefined && around !== node && around.pos <= node.pos;
  }
}

/** The outermost functions, classes and loops below a node, in order. */
function repeatedIn(body: ts.Node): readonly ts.Node[] {
  const isRepeating = (node: ts.Node): boolean =>
    node !== body &&
    (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isIterationStatement(node, false));
  return [...nodesOf(body, isRepeating)].filter(isRepeating);
}

function bodyOf(source: ts.SourceFile): ts.Node {
  const [first] = source.statements;
  const test = first && ts.isExportAssignment(first) ? first.expression : undefined;
  return test && ts.isArrowFunction(test) ? test.body : source;
}
