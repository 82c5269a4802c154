import MagicString from 'magic-string';
import type ts from 'typescript';
import { type BranchCondition, type ProbePoint, pointsKey } from '../../../../core/testing/languageAdapter';
import { lineAt } from '../syntax/parsedFile';

/**
 * Collects counters and the text around them. Insertions at one place nest when the inner one is made first: later starts
 * go further out to the left, later ends further out to the right.
 */
export class ProbeWriter {
  private readonly points: ProbePoint[] = [];
  private readonly text: MagicString;

  constructor(private readonly source: ts.SourceFile) {
    this.text = new MagicString(source.text);
  }

  /** @returns the expression that increments a new counter. It names the global itself: a constant on line 1 would not yet exist for functions that an import cycle calls early. */
  newPoint(kind: ProbePoint['kind'], node: ts.Node, condition?: BranchCondition): string {
    const offset = node.getStart(this.source);
    const point = { kind, line: lineAt(this.source, offset), offset };
    this.points.push(condition ? { ...point, condition } : point);
    return `${pointsKey}[${this.points.length - 1}]++`;
  }

  /** Puts text right before the first token of the node. */
  before(node: ts.Node, text: string): void {
    this.text.prependRight(node.getStart(this.source), text);
  }

  /** Puts text at an offset that follows a token. */
  insertAfter(position: number, text: string): void {
    this.text.appendLeft(position, text);
  }

  finish(): { readonly code: string; readonly points: readonly ProbePoint[] } {
    return { code: this.text.toString(), points: this.points };
  }
}
