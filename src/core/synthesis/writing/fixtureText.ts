import type { TestFixture, TestStyle } from '../../generation/candidate';
import type { ImportLine } from '../../testing/languageAdapter';
import { type FakeClock, fakeDate } from '../scenario';
import { folderName } from '../testTools';
import { quoted } from './expressionText';

/** The hooks of a `describe` that give each of its tests what they need, as statements with blank lines between them. */
export function fixtureLines(
  fixtures: ReadonlySet<TestFixture>,
  unit: string,
  style: TestStyle,
): readonly string[] {
  const end = style.semicolons ? ';' : '';
  const hook = (name: string, statements: readonly string[]): string[] => [
    `${name}(() => {`,
    ...statements.map((statement) => `${style.indent}${statement}${end}`),
    `})${end}`,
  ];
  const cleared = clearing(fixtures, style);
  if (cleared.length === 0) return [];
  const made = fixtures.has('temporary-folder')
    ? [folderDeclaration(style), '', ...hook('beforeEach', [folderMaking(unit, style)]), '']
    : [];
  return [...made, ...hook('afterEach', cleared), ''];
}

/** The body with what the hooks would do in it, so that it can be run again and again within one test; not for readers. */
export function repeatableBody(
  lines: readonly string[],
  fixtures: ReadonlySet<TestFixture>,
  { unit, style }: { readonly unit: string; readonly style: TestStyle },
): readonly string[] {
  const end = style.semicolons ? ';' : '';
  const cleared = clearing(fixtures, style);
  if (cleared.length === 0) return lines;
  return [
    ...(fixtures.has('temporary-folder')
      ? [folderDeclaration(style), `${folderMaking(unit, style)}${end}`]
      : []),
    'try {',
    ...lines,
    '} finally {',
    ...cleared.map((statement) => `${statement}${end}`),
    '}',
  ];
}

function folderDeclaration({ language, semicolons }: TestStyle): string {
  return `let ${folderName}${language === 'typescript' ? ': string' : ''}${semicolons ? ';' : ''}`;
}

function folderMaking(unit: string, { quote }: TestStyle): string {
  const prefix = quoted(`${unit.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-`, quote);
  return `${folderName} = mkdtempSync(join(tmpdir(), ${prefix}))`;
}

function clearing(fixtures: ReadonlySet<TestFixture>, style: TestStyle): readonly string[] {
  return [
    ...(fixtures.has('fake-clock') ? [realClock(style)] : []),
    ...(fixtures.has('temporary-folder') ? [`rmSync(${folderName}, { recursive: true, force: true })`] : []),
  ];
}

/** What the hooks import, the framework's functions apart. */
export function fixtureImports(fixtures: readonly TestFixture[], { moduleStyle }: TestStyle): ImportLine[] {
  if (!fixtures.includes('temporary-folder')) return [];
  return [
    { style: moduleStyle, specifier: 'node:fs', names: ['mkdtempSync', 'rmSync'] },
    { style: moduleStyle, specifier: 'node:os', names: ['tmpdir'] },
    { style: moduleStyle, specifier: 'node:path', names: ['join'] },
  ];
}

/** The names of the framework's functions that the hooks call. */
export function hookNames(fixtures: readonly TestFixture[]): readonly string[] {
  if (fixtures.length === 0) return [];
  return fixtures.includes('temporary-folder') ? ['afterEach', 'beforeEach'] : ['afterEach'];
}

/** Where fake clocks come from: the framework's own, or what Node.js has for everybody. */
export function clockImport({ framework, hasGlobals, moduleStyle }: TestStyle): ImportLine | undefined {
  if (framework === 'vitest' || framework === 'jest') {
    const specifier = framework === 'vitest' ? 'vitest' : '@jest/globals';
    return hasGlobals ? undefined : { style: moduleStyle, specifier, names: [clockOwner(framework)] };
  }
  return { style: moduleStyle, specifier: 'node:test', names: ['mock'] };
}

export interface PassingTime {
  readonly durationMs: number;
  /** Promises go on meanwhile. */
  readonly isAsync: boolean;
}

/** The expression that lets time pass at once; with `isAsync`, it gives a promise. */
export function advanceText({ durationMs, isAsync }: PassingTime, { framework }: TestStyle): string {
  if (framework !== 'vitest' && framework !== 'jest') return `mock.timers.tick(${durationMs})`;
  return `${clockOwner(framework)}.advanceTimersByTime${isAsync ? 'Async' : ''}(${durationMs})`;
}

/** The statement that starts a fake clock. */
export function fakeClockStatement({ isDated }: FakeClock, { framework }: TestStyle): string {
  const now = `now: new Date(${quoted(fakeDate)})`;
  if (framework === 'vitest' || framework === 'jest')
    return `${clockOwner(framework)}.useFakeTimers(${isDated ? `{ ${now} }` : ''})`;
  return `mock.timers.enable({ apis: ['setTimeout', 'setInterval'${isDated ? `, 'Date'], ${now}` : ']'} })`;
}

/**
 * The statements that let time pass. The timers of Node.js do not let promises go on by themselves: there, they get a turn
 * before each jump.
 */
export function advanceStatements(
  { durationMs, isAsync, jumpsMs }: PassingTime & { readonly jumpsMs: readonly number[] },
  style: TestStyle,
): readonly string[] {
  if (!isAsync) return [advanceText({ durationMs, isAsync }, style)];
  const { framework } = style;
  if (framework === 'vitest' || framework === 'jest')
    return [`await ${advanceText({ durationMs, isAsync }, style)}`];
  return jumpsMs.flatMap((jumpMs) => [turnStatement, `mock.timers.tick(${jumpMs})`]);
}

/** Lets promises go on, in tests that `advanceStatements` gave it to. */
const turnStatement = 'await setImmediate()';

/** For tests in which promises get a turn. */
export function turnImport({ moduleStyle }: TestStyle): ImportLine {
  return { style: moduleStyle, specifier: 'node:timers/promises', names: ['setImmediate'] };
}

function realClock({ framework }: TestStyle): string {
  if (framework === 'vitest' || framework === 'jest') return `${clockOwner(framework)}.useRealTimers()`;
  return 'mock.timers.reset()';
}

function clockOwner(framework: 'vitest' | 'jest'): string {
  return framework === 'vitest' ? 'vi' : 'jest';
}
