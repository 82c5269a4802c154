/** Matches what follows `from`, `require(` and `import(`; text is enough here, a wrong hit costs one more test file to run. */
const specifierPattern =
  /(?:\bfrom\s*|\bimport\s*|\b(?:require|import|importActual|requireActual)(?:<[^>]*>)?\(\s*(?:\/\*.*?\*\/\s*)?)(['"])((?:(?!\1)[^\n\\])+)\1/gs;
/** Loads nothing, so it leads to no code. */
const typeImportPattern = /\b(?:import|export)\s+type\s+[\w$*{][^;'"]*?from\s*['"][^'"\n]*['"]/g;

/** What a module imports, in any form, as it is written there. @param loading without what is imported for its types alone */
export function importSpecifiers(
  text: string,
  { loading }: { readonly loading: boolean },
): readonly string[] {
  const relevant = loading ? text.replace(typeImportPattern, '') : text;
  return [...new Set([...relevant.matchAll(specifierPattern)].map(([, , specifier = '']) => specifier))];
}
