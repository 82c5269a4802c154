import assert from 'node:assert/strict';
import ts from 'typescript';
import { requirementAreas, requirements } from '../requirements';
import { readSource, sourceFiles } from '../support/sourceFiles';

interface Citation {
  readonly file: string;
  readonly id: string;
  readonly inTitle: boolean;
}

const gate = 'test/conformance/requirements.test.ts';

describe('requirements', () => {
  const citations = sourceFiles('test')
    .filter((file) => readSource(file).includes('verifies(') && file !== gate)
    .flatMap((file) => citationsOf(file, readSource(file)));
  const proofs = citations.filter(({ file, inTitle }) => inTitle && isTestFile(file));

  it('are each cited by a test', () => {
    const cited = new Set(proofs.map(({ id }) => id));
    assert.deepEqual(
      Object.keys(requirements).filter((id) => !cited.has(id)),
      [],
    );
  });

  it('exist for every citation', () => {
    assert.deepEqual(
      citations.filter(({ id }) => !(id in requirements)),
      [],
    );
  });

  it('are cited nowhere but in the title of a test that runs', () => {
    assert.deepEqual(
      citations.filter((citation) => !proofs.includes(citation)),
      [],
    );
  });

  it('stand once, in one area', () => {
    const ids = Object.values(requirementAreas).flatMap((area) => Object.keys(area));
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
    assert.deepEqual(ids.toSorted(), Object.keys(requirements).toSorted());
  });

  it('carry the section of the spec they come from', () => {
    const misplaced = Object.entries(requirementAreas).flatMap(([area, entries]) => {
      const section = /\d+$/.exec(area)?.[0];
      const form = section ? new RegExp(`^[A-Z]+-(${section}\\.[1-9]|Q)-[1-9]\\d*$`) : /^[A-Z]+-[1-9]\d*$/;
      return Object.keys(entries).filter((id) => !form.test(id));
    });
    assert.deepEqual(misplaced, []);
  });

  it('count in a title only, over several lines too, and not in a skipped test', () => {
    const source = [
      "it('a' + verifies(\n  'A-1',\n  'B-2.3-4',\n), () => verifies('C-1'));",
      "describe('b' + verifies('D-1'), () => {});",
      "describe.skip('c', () => it('d' + verifies('E-1'), () => {}));",
      "// verifies('F-1')",
    ].join('\n');
    assert.deepEqual(
      citationsOf('x.test.ts', source).map(({ id, inTitle }) => [id, inTitle]),
      [
        ['A-1', true],
        ['B-2.3-4', true],
        ['C-1', false],
        ['D-1', true],
        ['E-1', false],
      ],
    );
  });
});

function isTestFile(file: string): boolean {
  return file.endsWith('.test.ts') || file.startsWith('test/contracts/');
}

/** Every id handed to `verifies(…)`, and whether the call is part of the title of an `it` or a `describe` that runs. */
function citationsOf(file: string, text: string): readonly Citation[] {
  const visit = (node: ts.Node, place: 'title' | 'elsewhere' | 'skipped'): readonly Citation[] => {
    if (ts.isCallExpression(node)) {
      const callee = node.expression.getText();
      const children = [...node.arguments];
      if (callee === 'verifies')
        return children
          .filter(ts.isStringLiteralLike)
          .map((id) => ({ file, id: id.text, inTitle: place === 'title' }));
      if (/^(x(it|describe)|(it|describe)\.skip)$/.test(callee))
        return children.flatMap((child) => visit(child, 'skipped'));
      if (/^(it|describe)$/.test(callee) && place !== 'skipped')
        return children.flatMap((child, index) => visit(child, index === 0 ? 'title' : 'elsewhere'));
    }
    const citations: Citation[] = [];
    ts.forEachChild(node, (child) => void citations.push(...visit(child, place)));
    return citations;
  };
  return visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), 'elsewhere');
}
