import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../../tools/repositoryPaths';
import { type Label, labels } from './labels';

/** One source file from an npm package, as somebody would ask for tests of it, with its label. */
export interface LabelledUnit extends Label {
  /** Without the line that names the package. */
  readonly text: string;
  readonly half: Half;
}

/** `scoreComplexity` and the measures are tuned on the first half; the second only says how good they are. */
export type Half = 'tuned' | 'held-out';

const folder = path.join(repositoryRoot, 'test', 'bench', 'routing', 'functions');

/** @throws when a file has no label */
export function readLabelledUnits(): readonly LabelledUnit[] {
  const unlabelled = readdirSync(folder).filter((file) => labels.every((label) => label.file !== file));
  if (unlabelled.length > 0) throw new Error(`Without a label: ${unlabelled.join(', ')}`);
  return labels.map((label) => ({ ...label, text: readUnit(label.file), half: halfOf(label.file) }));
}

/** Decided by the name alone, before anything was measured: the first byte of the hash of the name without its extension. */
export function halfOf(file: string): Half {
  const [first = 0] = createHash('sha256').update(path.parse(file).name).digest();
  return first % 2 === 0 ? 'tuned' : 'held-out';
}

function readUnit(file: string): string {
  const text = readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n');
  return text.slice(text.indexOf('\n') + 1);
}
