import type { ReadTest } from '../../testing/languageAdapter';
import type { TestStyle } from '../candidate';
import type { Rejection } from '../rejection';

const moduleMockCalls =
  /^(?:(?:vi|jest)\.(?:mock|doMock|unmock|doUnmock|dontMock|hoisted|setMock|unstable_mockModule|unstable_unmockModule|importMock|importActual|requireMock|requireActual|resetModules|isolateModules\w*|createMockFromModule)|mock\.module|proxyquire|rewire|mockery\.\w+|td\.replace(?:Esm|Cjs)?)$/;
/** The first argument is what they replace a part of. */
const replacementCalls =
  /^(?:(?:vi|jest)\.(?:spyOn|replaceProperty|mocked)|mock\.(?:method|getter|setter|property)|sinon\.(?:stub|spy|mock|replace\w*)|sandbox\.(?:stub|spy|mock|replace\w*)|chai\.spy\.on)$/;

/** A test that replaces what it tests, or the modules that it uses, says nothing of the real ones. */
export function mockingObjection(test: ReadTest, style: TestStyle): Rejection | undefined {
  const mock = test.calls.find(({ name }) => moduleMockCalls.test(name));
  if (mock) {
    const what = mock.argument === undefined ? '' : ` (${mock.argument.slice(0, 60)})`;
    return objection(`It calls ${mock.name}${what}: a test has to use the real modules.`);
  }
  const imported = new Set(
    test.imports.flatMap(({ module, local }) => (module === style.moduleSpecifier ? [local] : [])),
  );
  const made = new Set(test.subjects);
  const replaced = test.calls
    .filter(({ name }) => replacementCalls.test(name))
    .find(({ argument = '' }) => imported.has(rootOf(argument)) || made.has(rootOf(argument)));
  if (replaced)
    return objection(`It replaces a part of what it tests: ${replaced.name}(${replaced.argument}, …).`);
  const assigned = test.assignments.find(
    ({ target, isFunction }) => imported.has(rootOf(target)) || (isFunction && made.has(rootOf(target))),
  );
  return assigned && objection(`It replaces a part of what it tests: ${assigned.target}.`);
}

function rootOf(text: string): string {
  return /^[\w$]+/.exec(text)?.[0] ?? '';
}

function objection(detail: string): Rejection {
  return { reason: 'mocks-subject', detail };
}
