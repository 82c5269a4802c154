import { measured } from '../../figure';
import type { TestCandidate, TestFixture, TestStyle } from '../../generation/candidate';
import type { ImportLine } from '../../testing/languageAdapter';
import type { ExportedNames } from '../exportedNames';
import type { ModuleSystem } from '../moduleModel';
import type { HeldProperty } from '../oracles/properties/propertyTrial';
import { wholeModule } from '../runtimeExports';
import type { FakeClock, Scenario } from '../scenario';
import type { SelectedTest } from '../selection/testSelection';
import { folderName, nodeTools, toolsIn } from '../testTools';
import { isGlobalError } from './assertionText';
import { exportedNamesLines, titleOfExportedNames } from './exportedNamesText';
import { clockImport, fakeClockStatement, fixtureImports, hookNames, turnImport } from './fixtureText';
import { propertyImports, propertyLines } from './propertyText';
import { bodyLinesOf, statementLines } from './testBody';
import { titleOfExamples, titlesOf } from './testTitles';
import type { TitledScenario } from './titledScenario';

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
  /** Each `when …` that a title gives as its only reason: another outcome under the same condition needs more words. */
  private readonly reasons = new Set<string>();
  private readonly counts = new Map<string, number>();

  constructor(private readonly scope: EmissionScope) {}

  /** @param conditions what the code's conditions say of the arguments, see `tellingConditions` */
  emit(test: SelectedTest, conditions: readonly string[] = []): TestCandidate {
    const unit = test.main.unit.name;
    const number = (this.counts.get(unit) ?? 0) + 1;
    this.counts.set(unit, number);
    const { scenarios, titles } = this.titled(test, conditions);
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
      title: this.unique(unit, titles),
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
        ...scenarios.flatMap(({ mined }) => this.moduleImports(mined.scenario.bindings, text)),
      ],
      modelId: embeddedModelId,
      cost: measured(0),
    };
  }

  /** A law that the unit obeys, as a test. */
  emitProperty(property: HeldProperty): TestCandidate {
    const { style } = this.scope;
    const { unit, title, actual, exportNames, localNames } = property;
    const number = (this.counts.get(unit.name) ?? 0) + 1;
    this.counts.set(unit.name, number);
    const bindings = Object.fromEntries(exportNames.map((name, index) => [localNames[index] ?? name, name]));
    return {
      id: `${unit.name}-${number}`,
      unit: unit.name,
      title: this.unique(unit.name, [title]),
      bodyLines: propertyLines(property, style),
      isAsync: false,
      imports: [
        ...frameworkImports(style, []),
        ...propertyImports(style),
        ...this.moduleImports(bindings, actual),
      ],
      modelId: embeddedModelId,
      cost: measured(0),
    };
  }

  /** Which names the module exports, as a test. */
  emitExportedNames(exported: ExportedNames): TestCandidate {
    const { style } = this.scope;
    const { localName } = exported;
    return {
      id: `${localName}-1`,
      unit: localName,
      title: titleOfExportedNames(exported),
      bodyLines: exportedNamesLines(exported, style),
      isAsync: false,
      isOfLoading: true,
      imports: [...frameworkImports(style, []), ...this.moduleImports({ [localName]: wholeModule }, '')],
      modelId: embeddedModelId,
      cost: measured(0),
    };
  }

  private titled(
    { main, examples }: SelectedTest,
    conditions: readonly string[],
  ): {
    readonly scenarios: readonly TitledScenario[];
    readonly titles: readonly string[];
  } {
    const [first, ...others] = [main, ...examples].map(({ plan, mined, unit, showsChange }) => ({
      plan,
      mined,
      unitKind: unit.kind,
      showsChange,
    }));
    if (!first) throw new RangeError('A test has a scenario');
    const joined = others.length > 0 ? titleOfExamples([first, ...others]) : undefined;
    return joined === undefined
      ? { scenarios: [first], titles: titlesOf({ ...first, conditions }) }
      : { scenarios: [first, ...others], titles: [joined] };
  }

  private unique(unit: string, titles: readonly string[]): string {
    const [best = ''] = titles;
    const numbered = Array.from({ length: 50 }, (_, index) => `${best} (${index + 2})`);
    const options = [...titles, ...numbered].filter((option) => !this.titles.has(`${unit}\n${option}`));
    const free =
      options.find((option) => !this.reasons.has(reasonOf(unit, option) ?? '')) ?? options[0] ?? best;
    this.titles.add(`${unit}\n${free}`);
    const reason = reasonOf(unit, free);
    if (reason !== undefined) this.reasons.add(reason);
    return free;
  }

  private errorClass(name: string): string | undefined {
    return isGlobalError(name) || this.scope.classes.has(name) ? name : undefined;
  }

  private moduleImports(used: Scenario['bindings'], text: string): ImportLine[] {
    const { style, moduleSystem, classes } = this.scope;
    const bindings = new Map(Object.entries(used));
    for (const [localName, exportName] of classes) {
      if (new RegExp(`\\(${localName}\\)`).test(text)) bindings.set(localName, exportName);
    }
    const base = { specifier: style.moduleSpecifier, style: style.moduleStyle };
    return [...bindings].map(([localName, exportName]) => {
      if (exportName === wholeModule && moduleSystem !== 'commonjs')
        return { ...base, namespaceName: localName, names: [] };
      const isDefault = exportName === 'default' && style.moduleStyle === 'import';
      const isWhole = moduleSystem === 'commonjs' && (exportName === 'default' || exportName === wholeModule);
      if (isDefault || isWhole) return { ...base, defaultName: localName, names: [] };
      return { ...base, names: [exportName === localName ? localName : `${exportName} as ${localName}`] };
    });
  }
}

/** What was done, and under which condition; undefined where a title has none. */
function reasonOf(unit: string, title: string): string | undefined {
  const condition = / (when .*)$/.exec(title)?.[1];
  const method = /^(.*?) ?\b(?:returns|throws|rejects|resolves|changes|leaves|calls|emits|is)\b/.exec(
    title,
  )?.[1];
  return condition === undefined ? undefined : `${unit}\n${method ?? ''}\n${condition}`;
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
