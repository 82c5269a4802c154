import type { ProbePoint } from '../../testing/languageAdapter';
import type { ClassUnit, FunctionUnit, MethodModel, ModuleModel } from '../moduleModel';
import type { RuntimeExport, RuntimeMember } from '../runtimeExports';
import { CallableMaker } from './callableMaker';
import { FunctionLookup } from './functionLookup';
import { isUsableName } from './localNames';
import type { Callable } from './scenarioPlan';
import type { TestableUnit } from './testableUnit';

export interface JoinedUnits {
  readonly units: readonly TestableUnit[];
  readonly notices: readonly string[];
  /** Where to put texts that the module returned; all generators read it. */
  readonly produced: string[];
  /** Where to put texts that the module wrote to files. */
  readonly written: string[];
}

export interface JoinOptions {
  /** Only values of the declared types are tried. */
  readonly staysInType: boolean;
  readonly points: readonly ProbePoint[];
}

/** Joins the model with what the module exports at run time. Only what is really there is tested. */
export function joinUnits(
  model: ModuleModel,
  exports: readonly RuntimeExport[],
  { staysInType, points }: JoinOptions,
): JoinedUnits {
  return new UnitJoiner(model, exports, staysInType, points).join();
}

class UnitJoiner {
  private readonly notices: string[] = [];
  private readonly lookup: FunctionLookup;
  private readonly callables: CallableMaker;

  constructor(
    private readonly model: ModuleModel,
    private readonly exports: readonly RuntimeExport[],
    private readonly staysInType: boolean,
    points: readonly ProbePoint[],
  ) {
    this.lookup = new FunctionLookup(model.functions, points);
    this.callables = new CallableMaker({ model, exports, staysInType, lookup: this.lookup });
  }

  join(): JoinedUnits {
    const units: TestableUnit[] = [];
    for (const unit of this.model.units) {
      const runtime = this.exports.find(({ name }) => name === unit.exportName);
      if (!runtime && this.exports.some(({ ownName }) => ownName === unit.name)) continue;
      if (!runtime || runtime.kind === 'value') {
        this.notices.push(`${unit.name} is left out: the module does not export it at run time.`);
      } else if (!isUsableName(this.callables.localName(unit.exportName))) {
        this.notices.push(`${unit.name} is left out: tests cannot import something of this name.`);
      } else {
        units.push(
          unit.kind === 'function' ? this.functionUnit(unit, runtime) : this.classUnit(unit, runtime),
        );
      }
    }
    return {
      units: this.withoutNamesakes([...units, ...this.unitsWithoutModel(units)]),
      notices: this.notices,
      produced: this.callables.produced,
      written: this.callables.written,
    };
  }

  /** What goes by the same name in tests is the same thing, once behind a Proxy: the one with a text is known better. */
  private withoutNamesakes(units: readonly TestableUnit[]): readonly TestableUnit[] {
    const countersOf = ({ exportName }: TestableUnit): number =>
      this.exports.find(({ name }) => name === exportName)?.counters.length ?? 0;
    return units.filter((unit) => {
      const namesakes = units.filter(({ localName }) => localName === unit.localName);
      const best = namesakes.find((one) => countersOf(one) > 0) ?? namesakes[0];
      return best === unit;
    });
  }

  private functionUnit(unit: FunctionUnit, runtime: RuntimeExport): TestableUnit {
    const { name, exportName, range, parameters, constants } = unit;
    const localName = this.callables.localName(exportName);
    const callable = this.callables.callable(exportName, {
      subject: name,
      form: 'call',
      path: localName,
      parameters,
      constants,
      range,
    });
    return {
      name: localName,
      kind: 'function',
      exportName,
      localName,
      range,
      functions: [callable, ...this.staticCallables(runtime, this.callables.exportNames)],
      construct: undefined,
      members: [],
    };
  }

  private classUnit(unit: ClassUnit, runtime: RuntimeExport): TestableUnit {
    const { exportName, range } = unit;
    const localName = this.callables.localName(exportName);
    const method = ({ name, isStatic, parameters, constants, range: methodRange }: MethodModel): Callable =>
      this.callables.callable(exportName, {
        subject: `${unit.name}.${name}`,
        form: isStatic ? 'call' : 'method',
        path: isStatic ? `${localName}.${name}` : name,
        parameters,
        constants: [...constants, ...unit.constants],
        range: methodRange,
      });
    const construct = this.callables.callable(exportName, {
      subject: unit.name,
      form: 'construct',
      path: localName,
      parameters: unit.constructorParameters,
      constants: unit.constants,
    });
    const reads = unit.readableProperties.map((property) =>
      this.callables.callable(exportName, {
        subject: `${unit.name}.${property}`,
        form: 'read',
        path: property,
        parameters: [],
      }),
    );
    const written = new Set(unit.methods.map(({ name }) => name));
    const unwritten = this.staysInType || runtime.kind !== 'class' ? [] : runtime.members;
    return {
      name: localName,
      kind: 'class',
      exportName,
      localName,
      range,
      functions: [
        ...unit.methods.filter(({ isStatic }) => isStatic).map(method),
        ...(runtime.worksWithoutNew ? [{ ...construct, form: 'call' as const }] : []),
      ],
      construct: unit.isConstructible === false ? undefined : construct,
      members: [
        ...unit.methods.filter(({ isStatic }) => !isStatic).map(method),
        ...unwritten
          .filter(({ name }) => !written.has(name))
          .map((member) => this.memberCallable(exportName, member, 'method')),
        ...reads,
      ],
    };
  }

  /** Exports that the source text does not show: re-exports, computed ones, what a function made. */
  private unitsWithoutModel(known: readonly TestableUnit[]): TestableUnit[] {
    const knownNames = new Set(known.flatMap((unit) => [unit.exportName, unit.name]));
    return this.exports
      .filter(({ name }) => !knownNames.has(name) && isUsableName(this.callables.localName(name)))
      .flatMap((runtime) => this.unitWithoutModel(runtime, knownNames) ?? []);
  }

  private unitWithoutModel(
    runtime: RuntimeExport,
    knownNames: ReadonlySet<string>,
  ): TestableUnit | undefined {
    const { name, kind, members } = runtime;
    const localName = this.callables.localName(name);
    const base = {
      name: localName,
      exportName: name,
      localName,
      range: this.lookup.of(runtime)?.range,
      construct: undefined,
      members: [],
    };
    const whole = (form: 'call' | 'construct'): Callable =>
      this.callables.callable(name, {
        subject: localName,
        form,
        path: localName,
        ...this.lookup.factsOf(runtime),
      });
    const functions = this.staticCallables(runtime, knownNames);
    switch (kind) {
      case 'function':
        return { ...base, kind: 'function', functions: [whole('call'), ...functions] };
      case 'class':
        if (this.isBehindProxy(runtime))
          return runtime.worksWithoutNew
            ? { ...base, kind: 'function', functions: [whole('call')] }
            : undefined;
        return {
          ...base,
          kind: 'class',
          construct: whole('construct'),
          members: members.map((member) => this.memberCallable(name, member, 'method')),
          functions: [...functions, ...(runtime.worksWithoutNew ? [whole('call')] : [])],
        };
      case 'object':
        return functions.length === 0 ? undefined : { ...base, kind: 'class', functions };
      default:
        return undefined;
    }
  }

  /** Another export is the class itself. */
  private isBehindProxy({ name, ownName, counters }: RuntimeExport): boolean {
    return (
      counters.length === 0 &&
      ownName !== '' &&
      this.exports.some(
        (other) => other.name !== name && other.ownName === ownName && other.counters.length > 0,
      )
    );
  }

  /** Functions that hang on an export: those of an object, those that a function or class has as properties. */
  private staticCallables(
    { name, kind, members, statics }: RuntimeExport,
    knownNames: ReadonlySet<string>,
  ): readonly Callable[] {
    return (kind === 'object' ? members : statics)
      .filter((member) => isUsableName(member.name) && !knownNames.has(member.name))
      .map((member) => this.memberCallable(name, member, 'call'));
  }

  private memberCallable(exportName: string, member: RuntimeMember, form: 'call' | 'method'): Callable {
    const fullPath = `${this.callables.localName(exportName)}.${member.name}`;
    return this.callables.callable(exportName, {
      subject: fullPath,
      form,
      path: form === 'call' ? fullPath : member.name,
      ...this.lookup.factsOf(member),
    });
  }
}
