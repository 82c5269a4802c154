import ts from 'typescript';
import { hasModifier } from '../instrumentation/statementKinds';
import { requiredSpecifier } from '../syntax/fileDeclarations';
import { nodesOf } from '../syntax/syntaxTree';

/** One `import` declaration or `const … = require(…)` at the top level of a test file. */
export interface ExistingImport {
  /** As `comparableSpecifier` gives it. */
  readonly module: string;
  /** As it stands in the text. */
  readonly specifier: string;
  readonly style: 'import' | 'require';
  readonly statement: ts.ImportDeclaration | ts.VariableStatement;
  /** Local name → name in the module: `default`, `*` or an export. */
  readonly bindings: ReadonlyMap<string, string>;
  /** The braces that further names can be put into. */
  readonly nameList: ts.NamedImports | ts.ObjectBindingPattern | undefined;
  /** Names that are bound as types only, and gone at run time: local name → where it stands. */
  readonly typeBindings: ReadonlyMap<string, TypeBinding>;
}

export interface TypeBinding {
  /** `default`, `*` or an export. */
  readonly exported: string;
  /** What carries the word `type`. */
  readonly holder: ts.ImportClause | ts.ImportSpecifier;
}

/** The part of a specifier that tells modules apart: without `node:`, source extension and `/index`. */
export function comparableSpecifier(specifier: string): string {
  if (!specifier.startsWith('.')) return specifier.replace(/^node:/, '');
  return specifier.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
}

/** The imports at the top level of a file, in order. */
export function findImports(source: ts.SourceFile): readonly ExistingImport[] {
  return source.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) return importOf(statement);
    return ts.isVariableStatement(statement) ? requiresOf(statement) : [];
  });
}

function importOf(statement: ts.ImportDeclaration): readonly ExistingImport[] {
  if (!ts.isStringLiteral(statement.moduleSpecifier)) return [];
  const module = comparableSpecifier(statement.moduleSpecifier.text);
  const bindings = new Map<string, string>();
  const typeBindings = new Map<string, TypeBinding>();
  const clause = statement.importClause;
  const isTypeClause = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  for (const { local, exported, specifier } of clause ? bindingsOfClause(clause) : []) {
    const holder = isTypeClause ? clause : specifier?.isTypeOnly ? specifier : undefined;
    if (holder) typeBindings.set(local, { exported, holder });
    else bindings.set(local, exported);
  }
  const named = clause?.namedBindings;
  const nameList = named && ts.isNamedImports(named) && !isTypeClause ? named : undefined;
  return [
    {
      module,
      specifier: statement.moduleSpecifier.text,
      style: 'import',
      statement,
      bindings,
      nameList,
      typeBindings,
    },
  ];
}

interface ClauseBinding {
  readonly local: string;
  readonly exported: string;
  readonly specifier?: ts.ImportSpecifier;
}

function bindingsOfClause(clause: ts.ImportClause): readonly ClauseBinding[] {
  const whole = clause.name ? [{ local: clause.name.text, exported: 'default' }] : [];
  const named = clause.namedBindings;
  if (!named) return whole;
  if (ts.isNamespaceImport(named)) return [...whole, { local: named.name.text, exported: '*' }];
  const parts = named.elements.map((specifier) => ({
    local: specifier.name.text,
    exported: (specifier.propertyName ?? specifier.name).text,
    specifier,
  }));
  return [...whole, ...parts];
}

function requiresOf(statement: ts.VariableStatement): readonly ExistingImport[] {
  return statement.declarationList.declarations.flatMap((declaration): readonly ExistingImport[] => {
    const { specifier, property } = requireOf(declaration.initializer);
    if (specifier === undefined) return [];
    const bindings = new Map<string, string>();
    const pattern = ts.isObjectBindingPattern(declaration.name) ? declaration.name : undefined;
    if (ts.isIdentifier(declaration.name)) bindings.set(declaration.name.text, property ?? '*');
    for (const element of pattern?.elements ?? []) {
      if (ts.isIdentifier(element.name) && !element.dotDotDotToken) {
        const exported = (element.propertyName ?? element.name).getText();
        bindings.set(element.name.text, property === undefined ? exported : `${property}.${exported}`);
      }
    }
    const module = comparableSpecifier(specifier);
    const hasRest = pattern?.elements.some((element) => element.dotDotDotToken !== undefined) ?? false;
    const nameList = hasRest || property !== undefined ? undefined : pattern;
    return [{ module, specifier, style: 'require', statement, bindings, nameList, typeBindings: new Map() }];
  });
}

/** `require('a')` or `require('a').b`. */
function requireOf(node: ts.Expression | undefined): { specifier: string | undefined; property?: string } {
  if (!node || !ts.isPropertyAccessExpression(node)) return { specifier: requiredSpecifier(node) };
  return { specifier: requiredSpecifier(node.expression), property: node.name.text };
}

/** Every name that the top level of a file binds, with the node that binds it; imports included. */
export function findTopLevelNames(source: ts.SourceFile): ReadonlyMap<string, ts.Node> {
  const names = new Map<string, ts.Node>();
  for (const statement of source.statements)
    for (const name of boundNames(statement)) names.set(name.text, name);
  return names;
}

/** Identifiers that a piece of a test file uses without declaring them itself. */
export function findFreeNames(source: ts.SourceFile): ReadonlySet<string> {
  const used = new Set<string>();
  const declared = new Set<string>();
  for (const node of nodesOf(source)) {
    if (!ts.isIdentifier(node)) continue;
    if (isDeclarationName(node)) declared.add(node.text);
    else if (!isPropertyName(node)) used.add(node.text);
  }
  return new Set([...used].filter((name) => !declared.has(name)));
}

/** The names that a statement binds as values at its own level. */
export function boundNames(statement: ts.Statement): readonly ts.Identifier[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((declaration) => patternNames(declaration.name));
  }
  if (ts.isImportDeclaration(statement)) {
    const clause = statement.importClause;
    const named = clause?.namedBindings;
    const names =
      named && (ts.isNamespaceImport(named) ? [named.name] : named.elements.map((element) => element.name));
    return [...(clause?.name ? [clause.name] : []), ...(names ?? [])];
  }
  const isDeclaration =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement);
  if (!isDeclaration || hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) return [];
  return statement.name ? [statement.name] : [];
}

/** The names that a pattern binds. */
export function patternNames(name: ts.BindingName): readonly ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : patternNames(element.name),
  );
}

function isDeclarationName(node: ts.Identifier): boolean {
  const { parent } = node;
  const isDeclaration =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isFunctionLike(parent) ||
    ts.isClassLike(parent);
  return isDeclaration && parent.name === node;
}

function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node)
  );
}
