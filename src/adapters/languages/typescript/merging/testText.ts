import MagicString from 'magic-string';
import ts from 'typescript';
import { nodesOf } from '../syntax/syntaxTree';
import { freeReferencesIn } from './freeReferences';

/** What a local name of a test file stands for in another module. */
export interface ImportedBinding {
  readonly module: string;
  /** As it stands in the text. */
  readonly specifier: string;
  /** `default`, `*` or the name of an export. */
  readonly exported: string;
}

/**
 * The text of a test file, ready to be moved: no literal goes over several lines, because indentation would change its value,
 * and what is imported as a type only says itself where it comes from.
 */
export class TestText {
  /** Imported names that are not needed any more, because their uses say where they come from. */
  readonly spelledOut: ReadonlySet<string>;
  private readonly text: MagicString;

  constructor(
    readonly source: ts.SourceFile,
    bindings: ReadonlyMap<string, ImportedBinding>,
  ) {
    this.text = new MagicString(source.text);
    for (const node of nodesOf(source)) if (isTextLiteral(node)) this.flatten(node);
    this.spelledOut = this.spellOutTypes(bindings);
  }

  /** Lines of the code between two places, as far out as its first line was. */
  linesOf(start: number, end: number): readonly string[] {
    const { text } = this.source;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const indent = /^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? '';
    return this.slice(start, end)
      .split(/\r?\n/)
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()).trimEnd());
  }

  /** Lines between the braces of a block, without those that are empty at its ends. */
  insideOf(block: ts.Block): readonly string[] {
    const { text } = this.source;
    const start = block.getStart(this.source) + 1;
    const end = block.end - 1;
    const inside = text.slice(start, end);
    const first = start + (/^\s*/.exec(inside)?.[0].length ?? 0);
    return first >= end ? [] : this.linesOf(first, start + inside.trimEnd().length);
  }

  private slice(start: number, end: number): string {
    return start >= end ? '' : this.text.slice(start, end);
  }

  private flatten(node: ts.Node): void {
    const start = node.getStart(this.source);
    const raw = this.source.text.slice(start, node.end);
    if (!raw.includes('\n')) return;
    const flat = raw.replace(/(\\*)\r?\n/g, (_match, slashes: string) =>
      // After an odd number of them the last one takes the line break out of the value.
      slashes.length % 2 === 1 ? slashes.slice(1) : `${slashes}\\n`,
    );
    this.text.overwrite(start, node.end, flat);
  }

  private spellOutTypes(bindings: ReadonlyMap<string, ImportedBinding>): ReadonlySet<string> {
    const spelledOut = new Set<string>();
    const references = this.source.statements
      .filter((statement) => !ts.isImportDeclaration(statement))
      .flatMap(freeReferencesIn);
    const values = new Set(references.filter(({ isType }) => !isType).map(({ name }) => name));
    for (const { name, node } of references) {
      const binding = bindings.get(name);
      if (!binding || values.has(name)) continue;
      spelledOut.add(name);
      const member = binding.exported === '*' ? '' : `.${binding.exported}`;
      const text = `import(${JSON.stringify(binding.module)})${member}`;
      this.text.overwrite(node.getStart(this.source), node.end, text);
    }
    return spelledOut;
  }
}

function isTextLiteral(node: ts.Node): boolean {
  return (
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node)
  );
}
