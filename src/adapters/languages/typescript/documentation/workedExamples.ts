import ts from 'typescript';
import type { ExampleStatement, WorkedExample } from '../../../../core/synthesis/moduleModel';
import { piecesOf } from '../../../../core/synthesis/writing/expressionText';
import { freeReferencesIn } from '../merging/freeReferences';
import { nodesOf } from '../syntax/syntaxTree';
import { isStrange, steadyGlobals } from './closedExpressions';
import { type DocumentedValue, readDocumentedValue, syntaxErrorsOf } from './documentedValues';
import { assertedIn, calleeOf, isAssignment, isLog, isRequire, loggedIn } from './exampleExpressions';
import { commentsOf, snippetsIn } from './snippets';

const snippetLimit = 120;
const exampleLimit = 100;
const longestExpression = 240;
const mostSetup = 6;

/**
 * The examples in the documentation of a file and of its package that say what they give, in order, each once.
 * @param isEntry the file is what a user of the package loads
 */
export function readWorkedExamples(
  source: ts.SourceFile,
  readme: string | undefined,
  isEntry: boolean,
): readonly WorkedExample[] {
  const own = commentsOf(source.text).flatMap(snippetsIn).slice(0, snippetLimit);
  const ofPackage = snippetsIn(readme ?? '').slice(0, snippetLimit - own.length);
  const found = [
    ...own.flatMap(examplesIn),
    ...ofPackage
      .flatMap(examplesIn)
      .map((example) => (isEntry ? example : { ...example, mayMeanAnother: true as const })),
  ];
  const examples = new Map<string, WorkedExample>();
  for (const example of found) {
    const key = JSON.stringify([example.setup, example.code]);
    if (!examples.has(key)) examples.set(key, example);
  }
  return [...examples.values()].slice(0, exampleLimit);
}

function examplesIn(snippet: string): readonly WorkedExample[] {
  const text = snippet.replace(/^\s*> ?/gm, '').replace(/^\s*\.\.\.\s*$/gm, '');
  const parsed = parse(text);
  if (syntaxErrorsOf(parsed) === 0) return new SnippetReader(parsed).read();
  // Prose or an ellipsis somewhere must not cost the lines that stand for themselves.
  return text.split(/\r?\n/).flatMap((line) => {
    const alone = parse(line);
    return syntaxErrorsOf(alone) === 0 ? new SnippetReader(alone).read() : [];
  });
}

/** Bodies of functions stay as they are: a line may be the end of a statement. */
function onOneLine(code: string): string {
  if (/=>\s*\{|\bfunction\b/.test(code)) return code;
  return piecesOf(code)
    .map(({ kind, text }) => (kind === 'code' ? text.replace(/\s+/g, ' ') : text))
    .join('')
    .replace(/ \./g, '.');
}

interface SetupStatement {
  readonly name: string | undefined;
  readonly code: string;
  readonly node: ts.Expression;
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile('example.ts', text, ts.ScriptTarget.Latest, true);
}

/** One example, statement by statement. */
class SnippetReader {
  private readonly imports = new Map<string, string>();
  private readonly examples: WorkedExample[] = [];

  constructor(private readonly parsed: ts.SourceFile) {}

  read(): readonly WorkedExample[] {
    const { statements } = this.parsed;
    for (const [index, statement] of statements.entries()) {
      if (this.noteImports(statement)) continue;
      const shown = this.shownBy(statement, statements[index + 1]);
      if (!shown) continue;
      const example = this.example(shown, statements.slice(0, index));
      if (example) this.examples.push(example);
    }
    return this.examples;
  }

  /** `import … from`, `const … = require(…)`. */
  private noteImports(statement: ts.Statement): boolean {
    if (ts.isImportDeclaration(statement)) {
      const clause = statement.importClause;
      if (clause?.name) this.imports.set(clause.name.text, 'default');
      const bindings = clause?.namedBindings;
      if (bindings && ts.isNamespaceImport(bindings)) this.imports.set(bindings.name.text, '*');
      if (bindings && ts.isNamedImports(bindings))
        for (const { name, propertyName } of bindings.elements)
          this.imports.set(name.text, (propertyName ?? name).text);
      return true;
    }
    const declaration = onlyDeclaration(statement);
    if (!declaration || !isRequired(statement)) return false;
    if (ts.isIdentifier(declaration.name)) this.imports.set(declaration.name.text, '*');
    else
      for (const element of declaration.name.elements)
        if (ts.isBindingElement(element) && ts.isIdentifier(element.name))
          this.imports.set(element.name.text, (element.propertyName ?? element.name).getText());
    return true;
  }

  /** The expression of a statement with what the comment behind or below it, or an assertion, says that it gives. */
  private shownBy(
    statement: ts.Statement,
    next: ts.Statement | undefined,
  ): { readonly expression: ts.Expression; readonly value: DocumentedValue } | undefined {
    const whole = expressionOf(statement);
    if (!whole) return undefined;
    const asserted = assertedIn(whole);
    if (asserted) {
      const value = readDocumentedValue(asserted.expected.getText(this.parsed));
      return value && { expression: asserted.actual, value };
    }
    const shown = isLog(whole) ? loggedIn(whole) : whole;
    const value = shown && this.commentOn(statement, next);
    return value && { expression: shown, value };
  }

  private commentOn(statement: ts.Statement, next: ts.Statement | undefined): DocumentedValue | undefined {
    const { text } = this.parsed;
    const end = next ? next.getStart(this.parsed) : text.length;
    const [behind = '', ...below] = text.slice(statement.end, end).split(/\r?\n/);
    const comment = /^\s*;?\s*\/\/\s*(.*)$/.exec(behind)?.[1];
    const following = below.map((line) => /^\s*\/\/(.*)$/.exec(line)?.[1]);
    const lines = following.slice(
      0,
      following.indexOf(undefined) < 0 ? undefined : following.indexOf(undefined),
    );
    if (comment !== undefined)
      return readDocumentedValue(comment) ?? readDocumentedValue([comment, ...lines].join('\n'));
    const first = lines[0]?.trim() ?? '';
    // Below a call, only what is marked as its result is one.
    return /^(?:=>|->|→|returns?\b|throws\b)/.test(first) || (lines.length > 1 && /^[[{]$/.test(first))
      ? (readDocumentedValue(first) ?? readDocumentedValue(lines.join('\n')))
      : undefined;
  }

  private example(
    { expression: shown, value }: { readonly expression: ts.Expression; readonly value: DocumentedValue },
    before: readonly ts.Statement[],
  ): WorkedExample | undefined {
    const expression = ts.isAwaitExpression(shown) ? shown.expression : shown;
    const callee = calleeOf(expression);
    const code = this.codeOf(expression);
    if (callee === undefined || code === undefined) return undefined;
    const setup = this.setupFor(expression, before);
    if (!setup) return undefined;
    const declared = new Set(setup.map(({ name }) => name));
    const outside = [expression, ...setup.map(({ node }) => node)].flatMap((node) => namesIn(node));
    const bindings = Object.fromEntries(
      outside
        .filter((name) => !declared.has(name) && !steadyGlobals.has(name))
        .map((name) => [name, this.imports.get(name) ?? name]),
    );
    const statements = setup.map(
      ({ name, code: text }): ExampleStatement =>
        name === undefined ? { code: text } : { name, code: text },
    );
    const base = { callee, code, setup: statements, bindings };
    return value === 'throws' ? base : { ...base, result: onOneLine(value.code) };
  }

  /** The statements before that the expression needs; undefined when they are not all plain ones. */
  private setupFor(
    expression: ts.Expression,
    before: readonly ts.Statement[],
  ): readonly SetupStatement[] | undefined {
    const needed = new Set(namesIn(expression));
    const setup: SetupStatement[] = [];
    for (const statement of [...before].reverse()) {
      const whole = expressionOf(statement);
      if (ts.isImportDeclaration(statement) || isRequired(statement)) continue;
      if (whole && isLog(whole) && !loggedIn(whole)) continue;
      const isNeeded =
        declaredBy(statement).some((name) => needed.has(name)) ||
        namesIn(statement).some((name) => needed.has(name) && this.isLocal(name, before));
      if (!isNeeded) continue;
      const plain = this.plainStatement(statement);
      if (!plain || setup.length === mostSetup) return undefined;
      setup.unshift(plain);
      for (const name of namesIn(plain.node)) needed.add(name);
    }
    return setup;
  }

  /** `const cart = new Cart()`, `cart.add(2)`. */
  private plainStatement(statement: ts.Statement): SetupStatement | undefined {
    const declaration = onlyDeclaration(statement);
    if (declaration && !ts.isIdentifier(declaration.name)) return undefined;
    const expression = expressionOf(statement);
    if (!expression || isAssignment(expression)) return undefined;
    const logged = loggedIn(expression) ?? expression;
    const node = ts.isAwaitExpression(logged) ? logged.expression : logged;
    const code = this.codeOf(node);
    if (code === undefined) return undefined;
    return { name: declaration?.name.getText(this.parsed), code, node };
  }

  private isLocal(name: string, before: readonly ts.Statement[]): boolean {
    return before.some((statement) => declaredBy(statement).includes(name)) && !this.imports.has(name);
  }

  private codeOf(node: ts.Expression): string | undefined {
    if ([...nodesOf(node)].some(isStrange)) return undefined;
    const code = onOneLine(node.getText(this.parsed));
    return code.length > longestExpression || /\/\/|\/\*/.test(code) ? undefined : code;
  }
}

function namesIn(node: ts.Node): readonly string[] {
  return freeReferencesIn(node).flatMap(({ name, isType }) => (isType ? [] : [name]));
}

function onlyDeclaration(statement: ts.Statement): ts.VariableDeclaration | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration, ...others] = statement.declarationList.declarations;
  return others.length === 0 ? declaration : undefined;
}

function declaredBy(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((each) => namesOfElement(each)),
    );
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

function namesOfElement(element: ts.ArrayBindingElement): readonly string[] {
  return ts.isBindingElement(element) && ts.isIdentifier(element.name) ? [element.name.text] : [];
}

function expressionOf(statement: ts.Statement): ts.Expression | undefined {
  if (ts.isExpressionStatement(statement)) return statement.expression;
  return onlyDeclaration(statement)?.initializer;
}

function isRequired(statement: ts.Statement): boolean {
  const required = onlyDeclaration(statement)?.initializer;
  return required !== undefined && isRequire(required);
}
