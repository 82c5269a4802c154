import { observeTwice, type StabilityRequest } from './oracles/stabilityCheck';
import { wholeModule } from './runtimeExports';
import type { Scenario } from './scenario';
import { localNameOfFile } from './search/localNames';

/** What a test can say of a module that only puts the exports of others together. */
export interface ExportedNames {
  /** What tests call the module. */
  readonly localName: string;
  /** An expression for the names, in order. */
  readonly actual: string;
  /** The expression for what it gives. */
  readonly expected: string;
  /** The names themselves; never empty. */
  readonly names: readonly string[];
}

/** Looks at the names in two fresh worlds; undefined when there are none, or not the same ones. */
export async function readExportedNames(
  request: StabilityRequest,
  signal: AbortSignal,
): Promise<ExportedNames | undefined> {
  const localName = moduleNameOf(request.module);
  const actual = `Object.keys(${localName}).sort()`;
  const scenario: Scenario = {
    id: 'exported-names',
    subject: localName,
    bindings: { [localName]: wholeModule },
    steps: [{ expression: actual, role: 'act' }],
  };
  const observed = (await observeTwice(request, [scenario], signal)).get(scenario.id);
  const [home, abroad] = [observed?.home, observed?.abroad].map((observation) => {
    const outcome = observation?.status === 'observed' ? observation.outcomes[0] : undefined;
    return outcome?.status === 'returned' && outcome.value.kind === 'expressible'
      ? outcome.value.code
      : undefined;
  });
  if (home === undefined || home !== abroad) return undefined;
  const names = [...home.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map(([, name = '']) => name);
  return names.length === 0 ? undefined : { localName, actual, expected: home, names };
}

/** `lib/shapes/index.js` is called like its folder. */
function moduleNameOf(file: string): string {
  const [folder, name = ''] = file.split('/').slice(-2);
  const isIndex = /^index\./.test(name) && folder !== undefined;
  return localNameOfFile(isIndex ? folder : name || file);
}
