import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../tools/repositoryPaths';

/** A call of `t` or `tn` in the sources. */
export interface ShownText {
  /** `src/frontends/vscode/statusBar.ts:12` */
  readonly place: string;
  /** Undefined: it is no plain text, and nobody can translate it. */
  readonly text: string | undefined;
}

/** All texts that are shown in the language of the user (`t`, `tn` of base/localize). */
export function readShownTexts(): readonly ShownText[] {
  const root = path.join(repositoryRoot, 'src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  return files.flatMap((file) => textsIn(path.join(root, file)));
}

/** Log lines, and what models read, stay English. */
const notShown = /\/(?:runLogLines|finishLines|toolTargets|parseArguments)\.ts$/;
/** Sentences and titles begin like this; names of the product are the same in every language. */
const productName = 'Agentic QE';
const sentence = /^(?!Agentic QE\b)[A-Z][a-z]+\b[^<]* [a-z]/;

/** Texts of the editor and its panel that look as if they were shown, and do not go through `t`. */
export function readRawTexts(): readonly string[] {
  const files = ['vscode', 'webview']
    .map((frontend) => path.join(repositoryRoot, 'src', 'frontends', frontend))
    .flatMap((root) =>
      readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) => path.join(root, file)),
    )
    .filter((file) => /\.tsx?$/.test(file) && !notShown.test(file.split(path.sep).join('/')));
  return files.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
      const called = ts.isCallExpression(node) ? node.expression.getText(source) : '';
      if (/^tn?$|(?:^|\.)(?:log|logger|channel)\.(?:debug|info|warn|error)$/.test(called)) return;
      const text = ts.isStringLiteralLike(node)
        ? node.text
        : ts.isTemplateExpression(node)
          ? [node.head, ...node.templateSpans.map(({ literal }) => literal)]
              .map((part) => part.text)
              .join('x')
          : '';
      // Between tags and as a label, a single word is shown, too.
      const isElement = ts.isJsxText(node) || ts.isJsxAttribute(node);
      const label = ts.isJsxText(node) ? node.text.trim() : ts.isJsxAttribute(node) ? labelOf(node) : '';
      if (isElement && /[A-Za-z]{2}/.test(label) && !label.startsWith(productName))
        found.push(`${path.relative(repositoryRoot, file)}: ${label}`);
      if (sentence.test(text)) found.push(`${path.relative(repositoryRoot, file)}: ${text}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

function labelOf({ name, initializer }: ts.JsxAttribute): string {
  const isShown = /^(?:aria-label|title|alt|placeholder)$/.test(name.getText());
  return isShown && initializer && ts.isStringLiteral(initializer) ? initializer.text : '';
}

function textsIn(file: string): readonly ShownText[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const texts: ShownText[] = [];
  const add = (node: ts.Node | undefined): void => {
    if (!node) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    const place = `${path.relative(repositoryRoot, file).split(path.sep).join('/')}:${line + 1}`;
    texts.push({ place, text: ts.isStringLiteralLike(node) ? node.text : undefined });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const { arguments: values } = node;
      if (node.expression.text === 't') add(values[0]);
      if (node.expression.text === 'tn') for (const text of values.slice(1, 3)) add(text);
    }
    ts.forEachChild(node, visit);
  };
  if (!file.endsWith('localize.ts')) visit(source);
  return texts;
}
