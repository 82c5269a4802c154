import type { WorkspacePath } from '../testing/workspace';

const moduleMock =
  /\b(?:(?:vi|jest)\.(?:mock|doMock|unstable_mockModule)|mock\.module|td\.replace|proxyquire)\s*\(/;
const marking = /([._-](?:test|spec))?(\.[cm]?[jt]sx?)$/;

/**
 * True when the file replaces whole modules: tests in it would meet the mocks, whatever they were measured on. One that is named
 * in a comment counts too; all that costs is a file.
 */
export function mocksModules(testFile: string): boolean {
  return moduleMock.test(testFile);
}

/** `src/cart.test.ts` → `src/cart.unmocked.test.ts`: where tests go that need the modules themselves. */
export function besideMocks(testFile: WorkspacePath): WorkspacePath {
  return testFile.replace(marking, '.unmocked$1$2');
}
