import type { ModuleModel } from '../../synthesis/moduleModel';
import type { ReadCall, ReadTest } from '../../testing/languageAdapter';
import type { TestStyle } from '../candidate';
import type { Rejection } from '../rejection';
import { shortened } from './shortened';

/** They put something else in the place of a module, or load modules past those that are there. */
const moduleMockCalls =
  /^(?:(?:vi|jest)\.(?:mock|doMock|unmock|doUnmock|dontMock|deepUnmock|hoisted|setMock|unstable_mockModule|unstable_unmockModule|importMock|importActual|requireMock|requireActual|resetModules|isolateModules\w*|createMockFromModule|genMockFromModule)|mock\.module|proxyquire(?:\.\w+)*|rewire|esmock(?:\.\w+)*|quibble(?:\.\w+)*|mock-require|mockery\.\w+|td\.replace(?:Esm|Cjs)?)$/;
/** The first argument is what they replace a part of, or make a fake of. */
const replacementCalls =
  /^(?:(?:vi|jest)\.(?:spyOn|replaceProperty|mocked|mockObject)|mock\.(?:method|getter|setter|property)|sinon\.(?:stub|spy|mock|replace\w*|createStubInstance)|chai\.spy\.on|spy\.on|td\.(?:replace|instance|object))$/;
/** A property for a function of the user, made to be set. */
const handlerName = /^on[A-Z_]?|(?:[Hh]andler|[Cc]allback|[Ll]istener|[Hh]ook)s?$/;

export interface MockingContext {
  readonly style: TestStyle;
  /** Tells methods from properties that may be set; absent: not known. */
  readonly model?: ModuleModel;
}

/** A test that replaces what it tests, or the modules that it uses, says nothing of the real ones. */
export function mockingObjection(test: ReadTest, { style, model }: MockingContext): Rejection | undefined {
  const mock = test.calls.find(
    ({ name, argument }) => moduleMockCalls.test(name) && !(name === 'td.replace' && !isSpecifier(argument)),
  );
  if (mock) return objection(mockSentence(mock, style));
  const imported = new Set(
    test.imports.flatMap(({ module, local }) => (module === style.moduleSpecifier ? [local] : [])),
  );
  const made = new Set(test.subjects);
  const isOfModule = (text: string): boolean => isOneOf(imported, text) || isOneOf(made, text);
  const replaced = test.calls.find(
    ({ name, argument }) => replacementCalls.test(name) && argument !== undefined && isOfModule(argument),
  );
  if (replaced)
    return objection(
      `It replaces a part of ${shortened(replaced.argument)}, which it tests, with ${replaced.name}.`,
    );
  const assigned = test.assignments.find(
    ({ target, isFunction }) =>
      isOneOf(imported, target) || (isFunction && isOneOf(made, target) && !isSettable(target, model)),
  );
  return assigned && objection(`It replaces ${assigned.target}, a part of what it tests.`);
}

function mockSentence({ name, argument }: ReadCall, style: TestStyle): string {
  const specifier = /^(?:import\()?(['"`])([^'"`]+)\1\)?$/.exec(argument ?? '')?.[2];
  if (specifier === undefined) return `It calls ${name}: a test has to use the real modules.`;
  const isOwn = withoutEnding(specifier) === withoutEnding(style.moduleSpecifier);
  return isOwn
    ? `It mocks ${specifier}, the module under test, with ${name}.`
    : `It mocks ${specifier} with ${name}: a test has to use the real modules.`;
}

function isSpecifier(argument: string | undefined): boolean {
  return argument !== undefined && /^['"`]/.test(argument);
}

function withoutEnding(specifier: string): string {
  return specifier.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
}

/** Is it one of the names, a member of it, a new instance of it, or what it inherits from? */
function isOneOf(names: ReadonlySet<string>, text: string): boolean {
  const [, path = ''] =
    /^(?:\(|await |new |(?:Object|Reflect)\.getPrototypeOf\(|(?:vi|jest)\.mocked\()*([\w$]+(?:\.[\w$]+)*)/.exec(
      text,
    ) ?? [];
  const parts = path.split('.');
  return parts.some((_, index) => names.has(parts.slice(0, index + 1).join('.')));
}

/** A property, not a method: what is put there is something that the code was given. */
function isSettable(target: string, model: ModuleModel | undefined): boolean {
  const name = target.split('.').at(-1) ?? '';
  const classes = model?.units.filter((unit) => unit.kind === 'class') ?? [];
  if (classes.some(({ methods }) => methods.some((method) => method.name === name))) return false;
  return (
    handlerName.test(name) || classes.some(({ readableProperties }) => readableProperties.includes(name))
  );
}

function objection(detail: string): Rejection {
  return { reason: 'mocks-subject', detail };
}
