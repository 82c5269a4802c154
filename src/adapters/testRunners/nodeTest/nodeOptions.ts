import { commandWords } from '../shared/commandWords';

/** Options of Node that decide how modules are found and loaded, and so whether tests can be loaded at all. */
const loadingOptions = new Set([
  '--import',
  '--require',
  '-r',
  '--loader',
  '--experimental-loader',
  '--conditions',
  '-C',
  '--env-file',
]);

const loadingFlags = new Set([
  '--enable-source-maps',
  '--experimental-strip-types',
  '--experimental-transform-types',
  '--experimental-test-module-mocks',
  '--experimental-default-type=module',
  '--experimental-vm-modules',
  '--preserve-symlinks',
]);

/** The loading options in an npm script such as `node --import tsx --test`; `tsx --test` means `--import tsx`. */
export function readNodeOptions(script: string): readonly string[] {
  return nodeOptionsAmong(commandWords(script));
}

/** The loading options among the words of a command. */
export function nodeOptionsAmong(words: readonly string[]): readonly string[] {
  const options: string[] = [];
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    if (word === 'tsx') {
      const isOption = loadingOptions.has(words[index - 1] ?? '');
      if (!isOption) options.push('--import', 'tsx');
    } else if (loadingFlags.has(word)) {
      options.push(word);
    } else if (loadingOptions.has(word) && next !== undefined) {
      options.push(word, next);
    } else if (loadingOptions.has(word.split('=', 1)[0] ?? '') && word.includes('=')) {
      options.push(word);
    }
  }
  return options;
}
