import { quoted } from '../writing/expressionText';
import { fileTexts } from './fileTexts';
import { type InputExpression, inputOf } from './inputExpression';

export interface PathSlot {
  /** Of the parameter. */
  readonly name: string;
  readonly of: 'file' | 'folder';
  /** What the module has written to files. */
  readonly written: readonly string[];
  /** Names that the constant with the path cannot have. */
  readonly isUsable: (name: string) => boolean;
}

/** Paths in the test's own folder: of nothing, of files with all kinds of contents, of folders. */
export function pathInputs(slot: PathSlot): InputExpression[] {
  return slot.of === 'folder' ? folderInputs(slot) : fileInputs(slot);
}

function fileInputs(slot: PathSlot): InputExpression[] {
  const files = fileTexts(slot.written).map(({ text, state, strain }) => ({
    ...withConstant(slot, (name) => [`writeFileSync(${name}, ${quoted(text)})`]),
    trait: { path: '', state },
    strain,
  }));
  const none = { ...inputOf(newFile), trait: { path: '', state: 'does not exist' } };
  // What writes files begins with none; what only reads them needs one.
  const isWriter = slot.written.length > 0;
  return [
    ...(isWriter ? [none, ...files] : [...files.slice(0, 1), none, ...files.slice(1)]),
    {
      ...inputOf("join(folder, 'missing', 'data.json')", 0.3),
      trait: { path: '', state: 'is in no folder' },
    },
    { ...inputOf('folder', 0.4), trait: { path: '', state: 'is a folder' } },
  ];
}

function folderInputs(slot: PathSlot): InputExpression[] {
  const filled = withConstant(slot, (name) => [
    `writeFileSync(join(${name}, 'a.txt'), 'one')`,
    `mkdirSync(join(${name}, 'sub'))`,
    `writeFileSync(join(${name}, 'sub', 'b.json'), '{}')`,
  ]);
  const inFolder = (then: readonly string[]): InputExpression => ({
    ...inputOf('folder'),
    setup:
      then.length === 0 ? [] : filled.setup.map((constant) => ({ ...constant, code: 'folder', uses: then })),
  });
  return [
    { ...filled, setup: filled.setup.map((constant) => ({ ...constant, code: 'folder' })) },
    { ...inFolder([]), trait: { path: '', state: 'is empty' } },
    { ...inputOf("join(folder, 'missing')", 0.1), trait: { path: '', state: 'does not exist' } },
    {
      ...withConstant(slot, (name) => [`writeFileSync(${name}, 'text')`]),
      trait: { path: '', state: 'is a file' },
      strain: 0.3,
    },
  ];
}

/** `const path = join(folder, 'data.json')`, and what is done with it. */
function withConstant(
  { name, isUsable }: PathSlot,
  then: (name: string) => readonly string[],
): InputExpression {
  const constant = isUsable(name) ? name : 'path';
  return {
    code: constant,
    exportNames: [],
    setup: [{ name: constant, code: newFile, isInspected: false, uses: then(constant) }],
    strain: 0,
  };
}

const newFile = "join(folder, 'data.json')";
