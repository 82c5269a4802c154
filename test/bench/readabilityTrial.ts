import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { createRandom, type Random } from '../../src/base/random';

/**
 * `node --import tsx test/bench/readabilityTrial.ts [--seed N] FOLDER…`: draws ten tests at random, two from each of five packages, and
 * prints them for a reader who did not write the engine: would you keep this in your repository? Each folder holds the test files of
 * one package, as `npm run bench -- embedded --keep` leaves them. Verdicts are kept in `test/bench/readability.md`.
 */
const packagesWanted = 5;
const testsPerPackage = 2;

interface DrawnTest {
  readonly packageName: string;
  readonly file: string;
  readonly suites: readonly string[];
  readonly text: string;
}

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
  for (const [index, { packageName, file, suites, text }] of drawn.entries()) {
    console.log(`## ${index + 1}. ${packageName}, ${file}, \`${suites.join(' › ')}\`\n`);
    console.log(`\`\`\`ts\n${text}\n\`\`\`\n`);
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
  const tests: DrawnTest[] = [];
  const visit = (node: ts.Node, suites: readonly string[]): void => {
    const [title] = ts.isCallExpression(node) ? node.arguments : [];
    const called = ts.isCallExpression(node) ? node.expression.getText(tree) : '';
    if (/^(?:it|test)(?:\.\w+)?$/.test(called))
      tests.push({ packageName, file: name, suites, text: outdented(node, tree) });
    else if (called === 'describe' && title && ts.isStringLiteralLike(title))
      ts.forEachChild(node, (child) => visit(child, [...suites, title.text]));
    else ts.forEachChild(node, (child) => visit(child, suites));
  };
  visit(tree, []);
  return tests;
}

function outdented(node: ts.Node, tree: ts.SourceFile): string {
  const { character } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
  return node.getText(tree).replaceAll(`\n${' '.repeat(character)}`, '\n');
}

main();
