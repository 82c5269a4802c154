import ts from 'typescript';

/** Node.js modules through which a program reads or changes the world around it. */
const worldlyModules = new Set(
  (
    'child_process cluster dgram dns dns/promises fs fs/promises http http2 https net os process readline ' +
    'readline/promises sqlite tls worker_threads'
  ).split(' '),
);

export interface ModuleDependencies {
  /** What is imported, re-exported or required at run time. */
  readonly specifiers: ReadonlySet<string>;
  /** Local names that stand for something of a module that touches the world. */
  readonly worldlyNames: ReadonlySet<string>;
}

/** The modules that a file needs when it runs; imports of types alone need none. */
export class DependencyCollector implements ModuleDependencies {
  readonly specifiers = new Set<string>();
  readonly worldlyNames = new Set<string>();

  /** Takes note of the node if it names a module. */
  add(node: ts.Node): void {
    if (ts.isImportDeclaration(node)) this.addImport(node);
    else if (ts.isExportDeclaration(node)) {
      if (!node.isTypeOnly && node.moduleSpecifier) this.addSpecifier(node.moduleSpecifier);
    } else if (ts.isImportEqualsDeclaration(node)) {
      if (!node.isTypeOnly && ts.isExternalModuleReference(node.moduleReference)) {
        this.addNames(this.addSpecifier(node.moduleReference.expression), [node.name]);
      }
    } else if (ts.isCallExpression(node)) this.addCall(node);
  }

  private addImport({ importClause, moduleSpecifier }: ts.ImportDeclaration): void {
    if (!importClause) return void this.addSpecifier(moduleSpecifier);
    const bindings = importClause.namedBindings;
    const elements = bindings && ts.isNamedImports(bindings) ? bindings.elements : undefined;
    const values = elements?.filter(({ isTypeOnly }) => !isTypeOnly);
    const isErased =
      importClause.phaseModifier === ts.SyntaxKind.TypeKeyword ||
      (!importClause.name && elements !== undefined && elements.length > 0 && values?.length === 0);
    if (isErased) return;
    const names = [importClause.name, ...(values ?? []).map(({ name }) => name)];
    if (bindings && ts.isNamespaceImport(bindings)) names.push(bindings.name);
    this.addNames(this.addSpecifier(moduleSpecifier), names);
  }

  private addCall(node: ts.CallExpression): void {
    const [argument] = node.arguments;
    const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
    if (!argument || !(isRequire || node.expression.kind === ts.SyntaxKind.ImportKeyword)) return;
    const specifier = this.addSpecifier(argument);
    const { parent } = node;
    if (ts.isVariableDeclaration(parent)) this.addNames(specifier, boundNames(parent.name));
  }

  private addSpecifier(node: ts.Node): string | undefined {
    if (!ts.isStringLiteralLike(node)) return undefined;
    this.specifiers.add(node.text);
    return node.text;
  }

  private addNames(specifier: string | undefined, names: readonly (ts.Identifier | undefined)[]): void {
    if (specifier === undefined || !worldlyModules.has(specifier.replace(/^node:/, ''))) return;
    for (const name of names) if (name) this.worldlyNames.add(name.text);
  }
}

function boundNames(name: ts.BindingName): readonly ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}
