import ts from 'typescript';
import { hasModifier } from '../instrumentation/statementKinds';
import type { ParsedFile } from './parsedFile';

export type TypeDeclaration =
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.EnumDeclaration
  | ts.ClassLikeDeclaration
  | ts.JSDocTypedefTag
  | ts.JSDocCallbackTag;

export type ValueDeclaration = ts.VariableDeclaration | ts.FunctionDeclaration;

/** A name that comes from another file. `name` is what it is called there: `default`, or `*` for the whole of it. */
export interface ImportedName {
  readonly specifier: string;
  readonly name: string;
}

/** What a file declares at its top level, by name. */
export interface FileDeclarations {
  readonly file: ParsedFile;
  /** Several for interfaces that are merged. */
  readonly types: ReadonlyMap<string, readonly TypeDeclaration[]>;
  readonly values: ReadonlyMap<string, ValueDeclaration>;
  readonly imports: ReadonlyMap<string, ImportedName>;
  /** Exported name → local name, where they differ. */
  readonly exportedAs: ReadonlyMap<string, string>;
  /** `export { a as b } from './c'`, by exported name. */
  readonly reexports: ReadonlyMap<string, ImportedName>;
  /** Specifiers of `export * from`. */
  readonly starReexports: readonly string[];
}

/** Collects the declarations at the top level of a file, JSDoc type definitions included. */
export function indexDeclarations(file: ParsedFile): FileDeclarations {
  const index = new DeclarationIndex(file);
  for (const statement of file.source.statements) index.add(statement);
  if (file.isJavaScript) index.addTypedefs();
  return index;
}

class DeclarationIndex implements FileDeclarations {
  readonly types = new Map<string, TypeDeclaration[]>();
  readonly values = new Map<string, ValueDeclaration>();
  readonly imports = new Map<string, ImportedName>();
  readonly exportedAs = new Map<string, string>();
  readonly reexports = new Map<string, ImportedName>();
  readonly starReexports: string[] = [];

  constructor(readonly file: ParsedFile) {}

  add(statement: ts.Statement): void {
    if (
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isEnumDeclaration(statement) ||
      ts.isClassDeclaration(statement)
    ) {
      this.addType(statement.name?.text ?? 'default', statement);
      if (hasModifier(statement, ts.SyntaxKind.DefaultKeyword) && statement.name) {
        this.exportedAs.set('default', statement.name.text);
      }
    } else if (ts.isFunctionDeclaration(statement)) this.addFunction(statement);
    else if (ts.isVariableStatement(statement)) this.addVariables(statement);
    else if (ts.isImportDeclaration(statement)) this.addImport(statement);
    else if (ts.isExportDeclaration(statement)) this.addExport(statement);
    else if (ts.isExportAssignment(statement) && ts.isIdentifier(statement.expression)) {
      this.exportedAs.set('default', statement.expression.text);
    } else if (ts.isExpressionStatement(statement)) this.addModuleExports(statement.expression);
  }

  addTypedefs(): void {
    const { source } = this.file;
    for (const node of [...source.statements, source.endOfFileToken]) {
      // The public functions leave out all but the last comment before a statement.
      const comments = (node as { jsDoc?: readonly ts.JSDoc[] }).jsDoc ?? [];
      for (const tag of comments.flatMap((comment) => comment.tags ?? [])) {
        if ((ts.isJSDocTypedefTag(tag) || ts.isJSDocCallbackTag(tag)) && tag.name)
          this.addType(tag.name.text, tag);
      }
    }
  }

  /** `module.exports = Name`. */
  private addModuleExports(expression: ts.Expression): void {
    if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
      return;
    const { left, right } = expression;
    if (ts.isIdentifier(right) && left.getText() === 'module.exports')
      this.exportedAs.set('default', right.text);
  }

  private addType(name: string, declaration: TypeDeclaration): void {
    const known = this.types.get(name);
    if (known) known.push(declaration);
    else this.types.set(name, [declaration]);
  }

  private addFunction(statement: ts.FunctionDeclaration): void {
    if (!statement.name) return;
    const known = this.values.get(statement.name.text);
    // Overloads: the one with the body, which comes last.
    if (!known || statement.body) this.values.set(statement.name.text, statement);
  }

  private addVariables(statement: ts.VariableStatement): void {
    for (const declaration of statement.declarationList.declarations) {
      if (ts.isIdentifier(declaration.name)) this.addVariable(declaration.name.text, declaration);
      else this.addRequiredNames(declaration, declaration.name);
    }
  }

  private addVariable(name: string, declaration: ts.VariableDeclaration): void {
    const specifier = requiredSpecifier(declaration.initializer);
    if (specifier !== undefined) this.imports.set(name, { specifier, name: '*' });
    const value = declaration.initializer;
    if (value && ts.isClassExpression(value)) this.addType(name, value);
    this.values.set(name, declaration);
  }

  private addRequiredNames(declaration: ts.VariableDeclaration, pattern: ts.BindingPattern): void {
    const specifier = requiredSpecifier(declaration.initializer);
    if (specifier === undefined || !ts.isObjectBindingPattern(pattern)) return;
    for (const element of pattern.elements) {
      if (!ts.isIdentifier(element.name)) continue;
      const source =
        element.propertyName && ts.isIdentifier(element.propertyName) ? element.propertyName : element.name;
      this.imports.set(element.name.text, { specifier, name: source.text });
    }
  }

  private addImport(statement: ts.ImportDeclaration): void {
    if (!ts.isStringLiteral(statement.moduleSpecifier)) return;
    const specifier = statement.moduleSpecifier.text;
    const clause = statement.importClause;
    if (clause?.name) this.imports.set(clause.name.text, { specifier, name: 'default' });
    const bindings = clause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings))
      this.imports.set(bindings.name.text, { specifier, name: '*' });
    if (!bindings || !ts.isNamedImports(bindings)) return;
    for (const element of bindings.elements) {
      this.imports.set(element.name.text, { specifier, name: (element.propertyName ?? element.name).text });
    }
  }

  private addExport(statement: ts.ExportDeclaration): void {
    const from = statement.moduleSpecifier;
    const specifier = from && ts.isStringLiteral(from) ? from.text : undefined;
    const clause = statement.exportClause;
    if (!clause && specifier !== undefined) this.starReexports.push(specifier);
    if (!clause || !ts.isNamedExports(clause)) return;
    for (const element of clause.elements) {
      const local = (element.propertyName ?? element.name).text;
      if (specifier !== undefined) this.reexports.set(element.name.text, { specifier, name: local });
      else if (local !== element.name.text) this.exportedAs.set(element.name.text, local);
    }
  }
}

/** `./a` of `require('./a')`. */
export function requiredSpecifier(node: ts.Node | undefined): string | undefined {
  if (!node || !ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const [argument] = node.arguments;
  if (node.expression.text !== 'require' || !argument || !ts.isStringLiteralLike(argument)) return undefined;
  return argument.text;
}
