import { measured } from '../../figure';
import type { TestCandidate, TestFixture, TestStyle } from '../../generation/candidate';
import type { ImportLine } from '../../testing/languageAdapter';
import type { ModuleSystem } from '../moduleModel';
import type { FakeClock, Scenario } from '../scenario';
import type { SelectedTest } from '../selection/testSelection';
import { folderName, nodeTools, toolsIn } from '../testTools';
import { isGlobalError } from './assertionText';
import { clockImport, fakeClockStatement, fixtureImports, hookNames, turnImport } from './fixtureText';
import { bodyLinesOf, statementLines } from './testBody';
import { explicitTitleOf, type TitledScenario, titleOf, titleOfExamples } from './testTitles';

/** What the emitter has to know of the module under test. */
export interface EmissionScope {
  readonly style: TestStyle;
  readonly moduleSystem: ModuleSystem;
  /** Export names of classes by their local names: what an assertion can name. */
  readonly classes: ReadonlyMap<string, string>;
}

export const embeddedModelId = 'embedded';

/** Writes selected tests as candidates; titles are unique in their unit. */
export class TestEmitter {
  private readonly titles = new Set<string>();
  private readonly counts = new Map<string, number>();

  constructor(private readonly scope: EmissionScope) {}

  emit(test: SelectedTest): TestCandidate {
    const unit = test.main.unit.name;
    const number = (this.counts.get(unit) ?? 0) + 1;
    this.counts.set(unit, number);
    const { scenarios, title } = this.titled(test);
    const bodies = scenarios.map(({ mined }) =>
      bodyLinesOf(mined, this.scope.style, (name) => this.errorClass(name)),
    );
    const { style } = this.scope;
    const clock = scenarios.find(({ mined }) => mined.scenario.clock)?.mined.scenario.clock;
    const bodyLines = [...(clock ? clockLines(clock, style) : []), ...bodies.flat()];
    const text = bodyLines.join('\n');
    const tools = [...new Set(scenarios.flatMap(({ mined }) => mined.scenario.tools ?? []))];
    const fixtures: TestFixture[] = [
      ...(tools.includes(folderName) ? (['temporary-folder'] as const) : []),
      ...(clock ? (['fake-clock'] as const) : []),
    ];
    return {
      id: `${unit}-${number}`,
      unit,
      title: this.unique(unit, title, scenarios[0]),
      bodyLines,
      isAsync: /\bawait\b/.test(text),
      ...(fixtures.length > 0 && { fixtures }),
      imports: [
        ...frameworkImports(style, hookNames(fixtures)),
        ...fixtureImports(fixtures, style),
        ...toolImports(
          text,
          style,
          new Set(scenarios.flatMap(({ mined }) => Object.keys(mined.scenario.bindings))),
        ),
        ...(clock ? [clockImport(style) ?? []].flat() : []),
        ...(/^await setImmediate\(\)/m.test(text) ? [turnImport(style)] : []),
        ...scenarios.flatMap(({ mined }) => this.moduleImports(mined.scenario, text)),
      ],
      modelId: embeddedModelId,
      cost: measured(0),
    };
  }

  private titled({ main, examples }: SelectedTest): {
    readonly scenarios: readonly TitledScenario[];
    readonly title: string;
  } {
    const [first, ...others] = [main, ...examples].map(({ plan, mined, unit }) => ({
      plan,
      mined,
      unitKind: unit.kind,
    }));
    if (!first) throw new RangeError('A test has a scenario');
    const joined = others.length > 0 ? titleOfExamples([first, ...others]) : undefined;
    return joined === undefined
      ? { scenarios: [first], title: titleOf(first) }
      : { scenarios: [first, ...others], title: joined };
  }

  private unique(unit: string, title: string, scenario: TitledScenario | undefined): string {
    const numbered = Array.from({ length: 50 }, (_, index) => `${title} (${index + 2})`);
    const options = [title, ...(scenario ? [explicitTitleOf(scenario)] : []), ...numbered];
    const free = options.find((option) => !this.titles.has(`${unit}\n${option}`)) ?? title;
    this.titles.add(`${unit}\n${free}`);
    return free;
  }

  private errorClass(name: string): string | undefined {
    return isGlobalError(name) || this.scope.classes.has(name) ? name : undefined;
  }

  private moduleImports(scenario: Scenario, text: string): ImportLine[] {
    const { style, moduleSystem, classes } = this.scope;
    const bindings = new Map(Object.entries(scenario.bindings));
    for (const [localName, exportName] of classes) {
      if (new RegExp(`\\(${localName}\\)`).test(text)) bindings.set(localName, exportName);
    }
    const base = { specifier: style.moduleSpecifier, style: style.moduleStyle };
    return [...bindings].map(([localName, exportName]) => {
      const isWhole =
        exportName === 'default' && (style.moduleStyle === 'import' || moduleSystem === 'commonjs');
      if (isWhole) return { ...base, defaultName: localName, names: [] };
      return { ...base, names: [exportName === localName ? localName : `${exportName} as ${localName}`] };
    });
  }
}

function clockLines(clock: FakeClock, style: TestStyle): readonly string[] {
  return statementLines(fakeClockStatement(clock, style), style);
}

/** Functions of Node.js that the text calls. */
function toolImports(text: string, { moduleStyle }: TestStyle, taken: ReadonlySet<string>): ImportLine[] {
  return toolsIn([text], taken).flatMap((name) => {
    const specifier = nodeTools[name];
    return specifier === undefined ? [] : [{ style: moduleStyle, specifier, names: [name] }];
  });
}

function frameworkImports(style: TestStyle, hooks: readonly string[]): ImportLine[] {
  const base = { style: style.moduleStyle };
  const assert: ImportLine = { ...base, specifier: 'node:assert/strict', defaultName: 'assert', names: [] };
  switch (style.framework) {
    case 'vitest':
      return style.hasGlobals
        ? []
        : [{ ...base, specifier: 'vitest', names: ['describe', 'expect', 'it', ...hooks] }];
    case 'jest':
      return style.hasGlobals
        ? []
        : [{ ...base, specifier: '@jest/globals', names: ['describe', 'expect', 'it', ...hooks] }];
    case 'mocha':
      return [assert];
    case 'node-test':
      return [assert, { ...base, specifier: 'node:test', names: ['describe', 'it', ...hooks] }];
  }
}
