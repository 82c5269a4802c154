import type { TestStyle } from '../candidate';

/** How the tests of the project are written, one line for each habit. */
export function describeStyle(style: TestStyle): string {
  const { framework, moduleSpecifier, quote, semicolons, language, indent } = style;
  return [
    `- ${language === 'typescript' ? 'TypeScript' : 'JavaScript, without types'}.`,
    `- ${frameworkSentence(style)}`,
    `- ${importSentence(style)} \`${moduleSpecifier}\`, written exactly so.`,
    `- ${quote === "'" ? 'Single' : 'Double'} quotes, ${semicolons ? 'semicolons' : 'no semicolons'}, indented by ${
      indent === '\t' ? 'tabs' : `${indent.length} blanks`
    }.`,
    ...(framework === 'mocha' || framework === 'node-test'
      ? ['- Assertions: `assert` of `node:assert/strict`; no `expect`.']
      : []),
  ].join('\n');
}

function frameworkSentence({ framework, hasGlobals }: TestStyle): string {
  switch (framework) {
    case 'vitest':
      return hasGlobals ? 'Vitest; its functions are global.' : 'Vitest; import its functions from `vitest`.';
    case 'jest':
      return hasGlobals
        ? 'Jest; its functions are global.'
        : 'Jest; import its functions from `@jest/globals`.';
    case 'mocha':
      return 'Mocha; `describe` and `it` are global.';
    case 'node-test':
      return 'The runner of Node.js; import `describe` and `it` from `node:test`.';
  }
}

function importSentence({ moduleStyle }: TestStyle): string {
  return moduleStyle === 'import'
    ? 'ES module imports; the module under test is'
    : 'CommonJS `require`; the module under test is';
}
