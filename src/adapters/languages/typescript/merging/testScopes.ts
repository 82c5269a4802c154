import ts from 'typescript';
import { boundNames, type ExistingImport } from './testFileBindings';

export type FunctionNode = ts.ArrowFunction | ts.FunctionExpression;

/** A file or `describe` block: what the tests in it have around them. */
export interface TestScope {
  readonly parent: TestScope | undefined;
  /** Of the `describe` blocks down to here, outermost first. */
  readonly suites: readonly string[];
  readonly declarations: ReadonlyMap<string, ts.Statement>;
  readonly before: readonly FunctionNode[];
  readonly after: readonly FunctionNode[];
  readonly tests: readonly FoundTest[];
  readonly scopes: readonly TestScope[];
  /** Why none of its tests can stand on its own. */
  readonly problem: string | undefined;
}

/** A call of `it` or `test`. */
export interface FoundTest {
  readonly title: string;
  /** Undefined with a problem. */
  readonly body: FunctionNode | undefined;
  readonly problem: string | undefined;
}

export const suiteNames: ReadonlySet<string> = new Set(['describe', 'context', 'suite']);
export const testNames: ReadonlySet<string> = new Set(['it', 'test', 'specify']);
const beforeNames = new Set(['beforeEach', 'beforeAll', 'before', 'setup']);
const afterNames = new Set(['afterEach', 'afterAll', 'after', 'teardown']);
/** Variants that mean the same for a test that is run anyway. */
const plainVariants = new Set(['only', 'concurrent', 'sequential']);

/** Takes the top level of a test file apart; what is inside of the tests is not looked at. */
export function readFileScope(source: ts.SourceFile, imports: readonly ExistingImport[]): TestScope {
  const imported = new Set<ts.Statement>(imports.map(({ statement }) => statement));
  const statements = source.statements.filter(
    (statement) => !imported.has(statement) && !ts.isImportDeclaration(statement),
  );
  return new ScopeReader(source, statements, { parent: undefined, suites: [] }).read();
}

/** `vi.mock` of `vi.mock(…)`, `expect.not.toBe` of `expect(…).not.toBe(…)`; undefined when it does not begin with a name. */
export function dottedName(callee: ts.Expression): string | undefined {
  if (ts.isIdentifier(callee)) return callee.text;
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return 'import';
  if (ts.isCallExpression(callee)) return dottedName(callee.expression);
  if (ts.isTaggedTemplateExpression(callee)) return dottedName(callee.tag);
  if (ts.isParenthesizedExpression(callee) || ts.isNonNullExpression(callee))
    return dottedName(callee.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const owner = dottedName(callee.expression);
  return owner === undefined ? undefined : `${owner}.${callee.name.text}`;
}

class ScopeReader {
  private readonly declarations = new Map<string, ts.Statement>();
  private readonly before: FunctionNode[] = [];
  private readonly after: FunctionNode[] = [];
  private readonly tests: FoundTest[] = [];
  private readonly nested: {
    readonly title: string;
    readonly body: FunctionNode;
    readonly problem?: string;
  }[] = [];
  private problem: string | undefined;

  constructor(
    private readonly source: ts.SourceFile,
    private readonly statements: readonly ts.Statement[],
    private readonly place: Pick<TestScope, 'parent' | 'suites'>,
    problem?: string,
  ) {
    this.problem = problem;
  }

  read(): TestScope {
    for (const statement of this.statements) this.readStatement(statement);
    const { declarations, before, after, tests, problem } = this;
    const scopes: TestScope[] = [];
    const scope = { ...this.place, declarations, before, after, tests, scopes, problem };
    for (const { title, body, problem: ownProblem } of this.nested) {
      const statements = ts.isBlock(body.body) ? body.body.statements : [];
      const place = { parent: scope, suites: [...this.place.suites, title] };
      scopes.push(new ScopeReader(this.source, statements, place, problem ?? ownProblem).read());
    }
    return scope;
  }

  private readStatement(statement: ts.Statement): void {
    const isType =
      ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)
        ? statement.name
        : undefined;
    const names = isType ? [isType] : boundNames(statement);
    for (const { text } of names) this.declarations.set(text, statement);
    if (names.length > 0 || ts.isEmptyStatement(statement)) return;
    const expression = ts.isExpressionStatement(statement) ? statement.expression : undefined;
    if (expression && ts.isStringLiteral(expression)) return;
    if (expression && ts.isCallExpression(expression) && this.readCall(expression)) return;
    this.problem ??= `It depends on "${firstLineOf(statement, this.source)}", which stands outside of the tests.`;
  }

  /** @returns false for a call that is none of the test framework's. */
  private readCall(call: ts.CallExpression): boolean {
    const [kind = '', ...variants] = dottedName(call.expression)?.split('.') ?? [];
    const body = call.arguments.find(isFunctionNode);
    const variant = variants.find((name) => !plainVariants.has(name));
    const problem = variant === undefined ? undefined : `${kind}.${variant} cannot be taken apart.`;
    if (suiteNames.has(kind)) {
      if (!body) return false;
      this.nested.push({ title: this.titleOf(call).title, body, ...(problem && { problem }) });
      return true;
    }
    if (testNames.has(kind)) {
      const { title, isPlain } = this.titleOf(call);
      const ownProblem =
        problem ?? (isPlain ? problemOf(body) : 'Its title is computed; one that is written out is needed.');
      this.tests.push({ title, body: ownProblem === undefined ? body : undefined, problem: ownProblem });
      return true;
    }
    const hooks = beforeNames.has(kind) ? this.before : afterNames.has(kind) ? this.after : undefined;
    if (!hooks || !body) return false;
    const hookProblem = problemOf(body);
    if (hookProblem !== undefined) this.problem ??= `Its ${kind} cannot be moved into it: ${hookProblem}`;
    hooks.push(body);
    return true;
  }

  private titleOf(call: ts.CallExpression): { readonly title: string; readonly isPlain: boolean } {
    const [first] = call.arguments;
    if (first && ts.isStringLiteralLike(first)) return { title: first.text, isPlain: true };
    const title = first && !isFunctionNode(first) ? firstLineOf(first, this.source) : '';
    return { title, isPlain: false };
  }
}

function problemOf(body: FunctionNode | undefined): string | undefined {
  if (!body) return 'It has no body.';
  if (body.parameters.length > 0) return 'Its function takes a parameter.';
  return body.asteriskToken ? 'Its function is a generator.' : undefined;
}

function isFunctionNode(node: ts.Node): node is FunctionNode {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

function firstLineOf(node: ts.Node, source: ts.SourceFile): string {
  return node.getText(source).split(/\r?\n/, 1)[0]?.slice(0, 80) ?? '';
}
