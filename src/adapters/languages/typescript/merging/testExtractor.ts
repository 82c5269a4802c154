import ts from 'typescript';
import type { ReadImport, ReadTest } from '../../../../core/testing/languageAdapter';
import { nodesOf } from '../syntax/syntaxTree';
import type { BodySurroundings } from './facts/bodyTree';
import { type BodyFacts, readBodyFacts } from './facts/readBodyFacts';
import { freeReferencesIn, ownNamesOf } from './freeReferences';
import { hiddenAccessIn } from './hiddenAccess';
import { boundNames } from './testFileBindings';
import { dottedName, type FoundTest, type FunctionNode, type TestScope } from './testScopes';
import type { ImportedBinding, TestText } from './testText';

/** Makes tests that stand on their own out of those of a file. */
export class TestExtractor {
  constructor(
    private readonly text: TestText,
    private readonly bindings: ReadonlyMap<string, ImportedBinding>,
    private readonly surroundings: Omit<BodySurroundings, 'imports'>,
  ) {}

  extract(test: FoundTest, scope: TestScope): ReadTest {
    const extraction = new Extraction(this.text, this.bindings, scope);
    const scopes = chainOf(scope);
    const problem = test.problem ?? scopes.find((outer) => outer.problem !== undefined)?.problem;
    const { title } = test;
    if (problem !== undefined || !test.body) {
      const unread = { ...nothing, ...noFacts, problem: problem ?? 'It has no body.' };
      return { suites: scope.suites, title, ...unread };
    }
    const extracted = extraction.extract(test.body);
    const { bodyLines, imports } = extracted;
    const isWhole = extracted.problem === undefined;
    const facts = isWhole ? readBodyFacts(bodyLines, { ...this.surroundings, imports }) : noFacts;
    return { suites: scope.suites, title, ...extracted, ...facts };
  }
}

type Extracted = Omit<ReadTest, 'suites' | 'title' | keyof BodyFacts>;

const nothing: Extracted = { bodyLines: [], isAsync: false, imports: [], globals: [] };
const noFacts: BodyFacts = { calls: [], assignments: [], subjects: [], assertions: [], fingerprint: '' };

/** Innermost first. */
function chainOf(scope: TestScope): readonly TestScope[] {
  return scope.parent ? [scope, ...chainOf(scope.parent)] : [scope];
}

/** One test and what it takes along. */
class Extraction {
  private readonly statements = new Set<ts.Statement>();
  private readonly imported = new Map<string, ReadImport>();
  private readonly globals = new Set<string>();
  /** Everything that the pieces beside the test's own body use or declare. */
  private readonly foreignNames = new Set<string>();
  private problem: string | undefined;

  constructor(
    private readonly text: TestText,
    private readonly bindings: ReadonlyMap<string, ImportedBinding>,
    private readonly scope: TestScope,
  ) {}

  extract(body: FunctionNode): Extracted {
    const scopes = chainOf(this.scope);
    const before = [...scopes].reverse().flatMap((outer) => outer.before);
    const after = scopes.flatMap((outer) => outer.after);
    this.require(body.body, scopes, false);
    for (const outer of scopes) {
      for (const hook of [...outer.before, ...outer.after]) this.require(hook.body, chainOf(outer), true);
    }
    const statements = [...this.statements].sort((a, b) => a.pos - b.pos);
    this.findClashes(body, statements);
    for (const hook of [...before, ...after]) this.findReturns(hook);
    if (this.problem !== undefined) return { ...nothing, problem: this.problem };
    const functions = [...before, body, ...after];
    const setUp = [
      ...statements.map((statement) => this.linesOfStatement(statement)),
      ...before.map((hook) => this.linesOfHook(hook)),
    ];
    const own = joined([...setUp, ...(setUp.length > 0 ? [['']] : []), this.linesOfBody(body)]);
    const tearDown = joined(after.map((hook) => this.linesOfHook(hook)));
    const bodyLines =
      tearDown.length === 0 ? own : ['try {', ...indented(own), '} finally {', ...indented(tearDown), '}'];
    return {
      bodyLines,
      isAsync: functions.some(isAsync) || /\bawait\b/.test(bodyLines.join('\n')),
      imports: [...this.imported.values()],
      globals: [...this.globals],
    };
  }

  /** Takes along what the code uses, looking outwards from the innermost of the scopes. */
  private require(code: ts.Node, scopes: readonly TestScope[], isForeign: boolean): void {
    for (const { name, isType } of freeReferencesIn(code)) {
      if (isForeign) this.foreignNames.add(name);
      const index = scopes.findIndex((scope) => scope.declarations.has(name));
      const statement = scopes[index]?.declarations.get(name);
      if (statement) this.include(statement, scopes.slice(index));
      else if (!isType || (this.bindings.has(name) && !this.text.spelledOut.has(name))) this.useOutside(name);
    }
    if (usesThis(code)) this.problem ??= 'It uses "this".';
    if (nodesInclude(code, ts.isMetaProperty)) this.globals.add('import.meta');
    // By way of a constructor every function leads to `Function`, and from there to everything.
    if (nodesInclude(code, namesConstructor)) this.globals.add('.constructor');
    for (const way of hiddenAccessIn(code)) this.globals.add(way);
  }

  private include(statement: ts.Statement, scopes: readonly TestScope[]): void {
    if (this.statements.has(statement)) return;
    this.statements.add(statement);
    this.require(statement, scopes, true);
  }

  private useOutside(local: string): void {
    const binding = this.bindings.get(local);
    if (binding) this.imported.set(local, { ...binding, local });
    else this.globals.add(local);
  }

  /** What is moved into one function must not mean two things by one name. */
  private findClashes(body: FunctionNode, statements: readonly ts.Statement[]): void {
    const taken = new Set(this.foreignNames);
    const declared = new Set<string>();
    for (const statement of statements) {
      for (const name of namesOf(statement)) {
        if (declared.has(name)) this.problem ??= `Two things that it needs are called ${name}.`;
        declared.add(name);
        taken.add(name);
      }
    }
    const clash = [...ownNamesOf(body.body)].find((name) => taken.has(name));
    if (clash !== undefined)
      this.problem ??= `It and what it needs use the name ${clash} for different things.`;
  }

  private findReturns(hook: FunctionNode): void {
    const isNested = (node: ts.Node): boolean => node !== hook && ts.isFunctionLike(node);
    for (const node of nodesOf(hook, isNested))
      if (ts.isReturnStatement(node)) this.problem ??= 'A hook of it returns in the middle.';
  }

  private linesOfStatement(statement: ts.Statement): readonly string[] {
    const { source } = this.text;
    const [first, ...others] = this.text.linesOf(statement.getStart(source), statement.end);
    return [(first ?? '').replace(/^export (?:default )?/, ''), ...others];
  }

  private linesOfHook(hook: FunctionNode): readonly string[] {
    if (!ts.isBlock(hook.body)) return this.linesOfExpression(hook.body, isAsync(hook) ? 'await ' : '');
    const lines = this.text.insideOf(hook.body);
    return ownNamesOf(hook.body).size === 0 ? lines : ['{', ...indented(lines), '}'];
  }

  private linesOfBody(test: FunctionNode): readonly string[] {
    const { body } = test;
    if (ts.isBlock(body)) return this.text.insideOf(body);
    const code = body.getText(this.text.source);
    const name = ts.isCallExpression(body) ? (dottedName(body.expression) ?? '') : '';
    const isPromise = isAsync(test) || /\.(?:resolves|rejects|doesNotReject)\b/.test(code);
    // What it gives may be a promise that the framework has to wait for.
    const isAssertion = /^(?:expect|assert)\b/.test(name);
    return this.linesOfExpression(body, isPromise ? 'await ' : isAssertion ? '' : 'return ');
  }

  private linesOfExpression(expression: ts.Expression, prefix: string): readonly string[] {
    const start = expression.getStart(this.text.source);
    const lines = [...this.text.linesOf(start, expression.end)];
    lines[0] = prefix + (lines[0] ?? '');
    lines.push(`${lines.pop() ?? ''};`);
    return lines;
  }
}

function namesOf(statement: ts.Statement): readonly string[] {
  const isType = ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement);
  return (isType ? [statement.name] : boundNames(statement)).map(({ text }) => text);
}

function isAsync(node: FunctionNode): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
}

function usesThis(code: ts.Node): boolean {
  const hasOwnThis = (node: ts.Node): boolean =>
    ts.isClassLike(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node);
  for (const node of nodesOf(code, hasOwnThis)) if (node.kind === ts.SyntaxKind.ThisKeyword) return true;
  return false;
}

function namesConstructor(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'constructor';
  return ts.isStringLiteralLike(node) && node.text === 'constructor';
}

function nodesInclude(code: ts.Node, matches: (node: ts.Node) => boolean): boolean {
  for (const node of nodesOf(code)) if (matches(node)) return true;
  return false;
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

/** The lines of all pieces. Where no semicolon ends one, and the next begins like a continuation, it gets one. */
function joined(pieces: readonly (readonly string[])[]): readonly string[] {
  const lines: string[] = [];
  for (const [first = '', ...others] of pieces.filter((piece) => piece.length > 0)) {
    const previous = lines.findLast((line) => line !== '');
    const isHazard = previous !== undefined && !/[;{}]$/.test(previous) && /^[[(`/+-]/.test(first);
    lines.push(isHazard && !/^\/[/*]/.test(first) ? `;${first}` : first, ...others);
  }
  return lines;
}
