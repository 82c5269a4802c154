import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { createRandom, type Random } from '../../src/base/random';

/**
 * `node --import tsx test/bench/readabilityTrial.ts [--seed N] FOLDER…`: draws ten tests at random, two from each of five packages, and
 * prints them, with the code they test, for a reader who did not write the engine: would you keep this in your repository? Each folder holds the test files of
 * one package, as `npm run bench -- embedded --keep` leaves them. Verdicts are kept in `test/bench/readability.md`.
 */
const packagesWanted = 5;
const testsPerPackage = 2;

interface DrawnTest {
  readonly packageName: string;
  readonly file: string;
  readonly suites: readonly string[];
  readonly text: string;
  /** Of the function or method under test; undefined where it is not found by its name. */
  readonly source: string | undefined;
}

const longestSource = 40;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' } },
  });
  const random = createRandom(Number(values.seed));
  const packages = positionals
    .map((folder) => path.resolve(folder))
    .map((folder) => ({ name: path.basename(folder), tests: testsIn(folder) }))
    .filter(({ tests }) => tests.length >= testsPerPackage);
  const drawn = drawSome(packages, packagesWanted, random).flatMap(({ tests }) =>
    drawSome(tests, testsPerPackage, random),
  );
  console.log(`# ${drawn.length} tests, drawn with seed ${values.seed}\n`);
  for (const [index, { packageName, file, suites, text, source }] of drawn.entries()) {
    console.log(`## ${index + 1}. ${packageName}, ${file}, \`${suites.join(' › ')}\`\n`);
    console.log(`\`\`\`ts\n${text}\n\`\`\`\n`);
    console.log(
      source === undefined ? 'Its source was not found by name.\n' : `Of\n\n\`\`\`ts\n${source}\n\`\`\`\n`,
    );
  }
}

function drawSome<T>(items: readonly T[], count: number, random: Random): readonly T[] {
  const left = [...items];
  return Array.from({ length: Math.min(count, items.length) }, () =>
    left.splice(random.integer(left.length), 1),
  ).flat();
}

function testsIn(folder: string): readonly DrawnTest[] {
  return testFilesIn(folder).flatMap((file) => testsOf(path.join(folder, file), path.basename(folder), file));
}

function testFilesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => /\.(?:test|spec)\.[cm]?[jt]sx?$/.test(file) && !/(?:^|[\\/])node_modules[\\/]/.test(file),
    )
    .filter((file) => statSync(path.join(folder, file)).isFile())
    .sort();
}

function testsOf(file: string, packageName: string, name: string): readonly DrawnTest[] {
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const sources = sourcesOf(file, tree);
  const tests: DrawnTest[] = [];
  const visit = (node: ts.Node, suites: readonly string[]): void => {
    const [title] = ts.isCallExpression(node) ? node.arguments : [];
    const called = ts.isCallExpression(node) ? node.expression.getText(tree) : '';
    if (/^(?:it|test)(?:\.\w+)?$/.test(called))
      tests.push({
        packageName,
        file: name,
        suites,
        text: outdented(node, tree),
        source: sourceOf(sources, suites, title && ts.isStringLiteralLike(title) ? title.text : ''),
      });
    else if (called === 'describe' && title && ts.isStringLiteralLike(title))
      ts.forEachChild(node, (child) => visit(child, [...suites, title.text]));
    else ts.forEachChild(node, (child) => visit(child, suites));
  };
  visit(tree, []);
  return tests;
}

/** The files that a test imports by a relative path. */
function sourcesOf(file: string, tree: ts.SourceFile): readonly ts.SourceFile[] {
  const paths = [...tree.text.matchAll(/(?:from |require\()(['"])(\.[^'"]*)\1/g)].map((found) =>
    path.resolve(path.dirname(file), found[2] ?? ''),
  );
  const files = paths.flatMap(
    (one) => ['', '.js', '.ts', '.mjs', '.cjs', '/index.js'].map((end) => one + end).find(isFile) ?? [],
  );
  return [...new Set(files)].map((one) =>
    ts.createSourceFile(one, readFileSync(one, 'utf8'), ts.ScriptTarget.Latest, true),
  );
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** By the method that the title begins with, else by the suite. */
function sourceOf(
  sources: readonly ts.SourceFile[],
  suites: readonly string[],
  title: string,
): string | undefined {
  const wanted = [title.split(' ')[0] ?? '', suites.at(-1) ?? ''];
  const found = new Map<string, string>();
  for (const source of sources) {
    const visit = (node: ts.Node): void => {
      const name = nameOf(node, source);
      if (name !== undefined && wanted.includes(name) && !found.has(name)) {
        const lines = outdented(node, source).split('\n');
        const isLong = lines.length > longestSource;
        found.set(name, [...lines.slice(0, longestSource), ...(isLong ? ['…'] : [])].join('\n'));
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return wanted.flatMap((name) => found.get(name) ?? [])[0];
}

/** Of a function, method or class, also of one that is assigned. */
function nameOf(node: ts.Node, source: ts.SourceFile): string | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isClassDeclaration(node))
    return node.name?.getText(source);
  const isAssigned = (value: ts.Expression | undefined): boolean =>
    value !== undefined && (ts.isFunctionLike(value) || ts.isClassExpression(value));
  if ((ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)) && isAssigned(node.initializer))
    return node.name.getText(source).replace(/['"]/g, '');
  if (!ts.isBinaryExpression(node) || !isAssigned(node.right)) return undefined;
  return ts.isPropertyAccessExpression(node.left) ? node.left.name.text : undefined;
}

function outdented(node: ts.Node, tree: ts.SourceFile): string {
  const { character } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
  return node.getText(tree).replaceAll(`\n${' '.repeat(character)}`, '\n');
}

main();
