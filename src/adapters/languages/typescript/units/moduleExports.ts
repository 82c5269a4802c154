import ts from 'typescript';
import type { ModuleModel } from '../../../../core/synthesis/moduleModel';
import { fileNameOf } from '../../../../core/testing/workspacePath';
import { hasModifier } from '../instrumentation/statementKinds';
import { nameText } from '../shapes/objectTypeShapes';
import { requiredSpecifier } from '../syntax/fileDeclarations';
import type { ParsedFile } from '../syntax/parsedFile';
import type { PropertyAssignment } from '../syntax/propertyAssignments';
import { declarationInScope, resolveUnit, type UnitNode } from '../syntax/scopeLookup';
import { nodesOf } from '../syntax/syntaxTree';

/** Something that tests can reach under a name. */
export interface ModuleExport {
  readonly exportName: string;
  readonly node: UnitNode | ts.EnumDeclaration;
}

/** The functions, classes, objects and enums that a module exports itself, each once; what it passes on from others is left out. */
export function findExports(
  file: ParsedFile,
  assignments: readonly PropertyAssignment[],
): readonly ModuleExport[] {
  const found = [...file.source.statements.flatMap(exportsOfStatement), ...commonJsExports(assignments)];
  const byName = new Map<string, ModuleExport>();
  for (const candidate of found)
    if (!byName.has(candidate.exportName)) byName.set(candidate.exportName, candidate);
  const byNode = new Map<ts.Node, ModuleExport>();
  for (const candidate of byName.values()) {
    // Under two names the telling one counts.
    if (!byNode.has(candidate.node) || byNode.get(candidate.node)?.exportName === 'default') {
      byNode.set(candidate.node, candidate);
    }
  }
  return [...byNode.values()].sort((a, b) => a.node.pos - b.node.pos);
}

function exportsOfStatement(statement: ts.Statement): readonly ModuleExport[] {
  if (ts.isExportAssignment(statement)) {
    const node = resolveUnit(statement.expression);
    if (!node) return [];
    return statement.isExportEquals && ts.isObjectLiteralExpression(node)
      ? propertiesAsExports(node)
      : [{ exportName: 'default', node }];
  }
  if (ts.isExportDeclaration(statement)) return statement.moduleSpecifier ? [] : exportsOfClause(statement);
  if (
    !hasModifier(statement, ts.SyntaxKind.ExportKeyword) ||
    hasModifier(statement, ts.SyntaxKind.DeclareKeyword)
  )
    return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(exportsOfVariable);
  if (ts.isEnumDeclaration(statement)) return [{ exportName: statement.name.text, node: statement }];
  const isCode =
    ts.isClassDeclaration(statement) || (ts.isFunctionDeclaration(statement) && statement.body !== undefined);
  if (!isCode) return [];
  const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
  return [{ exportName: isDefault ? 'default' : (statement.name?.text ?? 'default'), node: statement }];
}

function exportsOfVariable(declaration: ts.VariableDeclaration): readonly ModuleExport[] {
  const node = declaration.initializer && resolveUnit(declaration.initializer);
  return node && ts.isIdentifier(declaration.name) ? [{ exportName: declaration.name.text, node }] : [];
}

function exportsOfClause(statement: ts.ExportDeclaration): readonly ModuleExport[] {
  const clause = statement.exportClause;
  if (!clause || !ts.isNamedExports(clause) || statement.isTypeOnly) return [];
  return clause.elements.flatMap((element) => {
    const local = element.propertyName ?? element.name;
    if (element.isTypeOnly || !ts.isIdentifier(local)) return [];
    const node = declaredUnit(local.text, statement) ?? enumNamed(local.text, statement.getSourceFile());
    return node ? [{ exportName: element.name.text, node }] : [];
  });
}

function declaredUnit(name: string, from: ts.Node): UnitNode | undefined {
  const declaration = declarationInScope(name, from);
  if (!declaration || !ts.isVariableDeclaration(declaration)) return declaration;
  return declaration.initializer && resolveUnit(declaration.initializer);
}

function enumNamed(name: string, source: ts.SourceFile): ts.EnumDeclaration | undefined {
  return source.statements.filter(ts.isEnumDeclaration).find((declaration) => declaration.name.text === name);
}

function commonJsExports(assignments: readonly PropertyAssignment[]): readonly ModuleExport[] {
  const exports: ModuleExport[] = [];
  for (const { path, value } of assignments) {
    const names = exportedPath(path);
    const node = names && names.length < 2 ? resolveUnit(value) : undefined;
    if (!node || !names) continue;
    const [name] = names;
    if (name !== undefined) exports.push({ exportName: name, node });
    else if (ts.isObjectLiteralExpression(node)) exports.push(...propertiesAsExports(node));
    else exports.push({ exportName: 'default', node }, ...staticsAsExports(node, assignments));
  }
  return exports;
}

/** What follows `module.exports` or `exports`; undefined for other paths. A bare `exports = …` exports nothing. */
function exportedPath(path: readonly string[]): readonly string[] | undefined {
  if (path[0] === 'module' && path[1] === 'exports') return path.slice(2);
  return path[0] === 'exports' ? path.slice(1) : undefined;
}

function propertiesAsExports(literal: ts.ObjectLiteralExpression): readonly ModuleExport[] {
  return literal.properties.flatMap((member) => {
    const exportName = member.name && nameText(member.name);
    if (exportName === undefined) return [];
    const node = ts.isMethodDeclaration(member)
      ? member
      : ts.isPropertyAssignment(member)
        ? resolveUnit(member.initializer)
        : ts.isShorthandPropertyAssignment(member)
          ? declaredUnit(member.name.text, member)
          : undefined;
    return node ? [{ exportName, node }] : [];
  });
}

/** `module.exports = f` exports the properties of the function `f` too: `f.sync = …`. */
function staticsAsExports(
  node: UnitNode,
  assignments: readonly PropertyAssignment[],
): readonly ModuleExport[] {
  if (!ts.isFunctionDeclaration(node) || !node.name) return [];
  const owner = node.name.text;
  return assignments.flatMap(({ path, value }) => {
    const [name, member, further] = path;
    const unit =
      name === owner && member !== 'prototype' && further === undefined ? resolveUnit(value) : undefined;
    return unit && member !== undefined ? [{ exportName: member, node: unit }] : [];
  });
}

/** How the module is written: by its name, else by its statements, else as its language is used. */
export function moduleSystemOf(file: ParsedFile): ModuleModel['moduleSystem'] {
  const name = fileNameOf(file.path);
  if (/\.c[jt]s$/.test(name)) return 'commonjs';
  if (/\.m[jt]s$/.test(name)) return 'esm';
  const { statements } = file.source;
  if (statements.some((statement) => ts.isExportAssignment(statement) && statement.isExportEquals))
    return 'commonjs';
  const isModule = statements.some(
    (statement) =>
      ts.isImportDeclaration(statement) ||
      ts.isExportDeclaration(statement) ||
      ts.isExportAssignment(statement) ||
      hasModifier(statement, ts.SyntaxKind.ExportKeyword),
  );
  if (isModule || !file.isJavaScript) return 'esm';
  return isTranspiled(file.source.text) ? 'transpiled' : 'commonjs';
}

/** It says so of itself, and does not put one thing in the place of all its exports after that. */
function isTranspiled(text: string): boolean {
  return /\b__esModule\b/.test(text) && !/\bmodule\.exports\s*=/.test(text);
}

/** Specifiers of the relative modules that the file uses, each once. */
export function relativeImports(file: ParsedFile): readonly string[] {
  const specifiers = new Set<string>();
  for (const node of nodesOf(file.source)) {
    const from =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined;
    const dynamic =
      ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node : undefined;
    const literal = from ?? dynamic?.arguments[0];
    const specifier = literal && ts.isStringLiteralLike(literal) ? literal.text : requiredSpecifier(node);
    if (specifier?.startsWith('.')) specifiers.add(specifier);
  }
  return [...specifiers].sort();
}
