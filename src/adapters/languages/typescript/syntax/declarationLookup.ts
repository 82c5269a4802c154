import type { FileDeclarations, ImportedName, TypeDeclaration, ValueDeclaration } from './fileDeclarations';
import type { SiblingFiles } from './siblingFiles';

const hopLimit = 4;

export interface FoundDeclarations {
  /** Where they are, and so where their own names have to be looked up. */
  readonly where: FileDeclarations;
  readonly types: readonly TypeDeclaration[];
  readonly value: ValueDeclaration | undefined;
}

/** What a name means in a file, followed through imports and re-exports of relative modules. */
export function findDeclarations(
  name: string,
  where: FileDeclarations,
  siblings: SiblingFiles,
  hops = hopLimit,
): FoundDeclarations | undefined {
  const local = localDeclarations(name, where);
  const imported = where.imports.get(name);
  if (!imported) return local;
  // A required module is its default export.
  const target = imported.name === '*' ? { ...imported, name: 'default' } : imported;
  return follow(target, where, siblings, hops) ?? local;
}

/** What `member` of a namespace import (`import * as shapes`) or of `import('./shapes')` means. */
export function findMember(
  specifier: string,
  member: string,
  where: FileDeclarations,
  siblings: SiblingFiles,
): FoundDeclarations | undefined {
  return follow({ specifier, name: member }, where, siblings, hopLimit);
}

function follow(
  imported: ImportedName,
  from: FileDeclarations,
  siblings: SiblingFiles,
  hops: number,
): FoundDeclarations | undefined {
  if (hops === 0) return undefined;
  const target = siblings.find(from.file.path, imported.specifier);
  if (!target) return undefined;
  const reexported = target.reexports.get(imported.name);
  if (reexported) return follow(reexported, target, siblings, hops - 1);
  const found = findDeclarations(
    target.exportedAs.get(imported.name) ?? imported.name,
    target,
    siblings,
    hops - 1,
  );
  if (found) return found;
  for (const specifier of target.starReexports) {
    const further = follow({ specifier, name: imported.name }, target, siblings, hops - 1);
    if (further) return further;
  }
  return undefined;
}

function localDeclarations(name: string, where: FileDeclarations): FoundDeclarations | undefined {
  const types = where.types.get(name) ?? [];
  const value = where.values.get(name);
  return types.length > 0 || value ? { where, types, value } : undefined;
}
