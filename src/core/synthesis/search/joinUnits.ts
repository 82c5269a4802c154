import type { ProbePoint } from '../../testing/languageAdapter';
import { fileNameOf } from '../../testing/workspacePath';
import { type ConstantPool, constantPoolOf } from '../inputs/constantPool';
import { InputGenerator } from '../inputs/inputGenerator';
import type { ConstructorModel } from '../inputs/inputMaker';
import type {
  ClassUnit,
  FunctionUnit,
  LineRange,
  MethodModel,
  ModuleModel,
  ModuleUnit,
  ParameterModel,
} from '../moduleModel';
import type { RuntimeExport, RuntimeMember } from '../runtimeExports';
import { FunctionLookup } from './functionLookup';
import { isUsableName, localNameOfFile } from './localNames';
import type { Callable } from './scenarioPlan';
import type { TestableUnit } from './testableUnit';

export interface JoinedUnits {
  readonly units: readonly TestableUnit[];
  readonly notices: readonly string[];
  /** Where to put texts that the module returned; all generators read it. */
  readonly produced: string[];
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

interface CallableFacts {
  readonly subject: string;
  readonly form: Callable['form'];
  readonly path: string;
  readonly parameters: readonly ParameterModel[];
  readonly constants?: readonly string[];
  readonly range?: LineRange | undefined;
}

class UnitJoiner {
  private readonly notices: string[] = [];
  private readonly produced: string[] = [];
  private readonly wholePool: readonly string[];
  private readonly names = new Map<string, string>();
  private readonly lookup: FunctionLookup;

  constructor(
    private readonly model: ModuleModel,
    private readonly exports: readonly RuntimeExport[],
    private readonly staysInType: boolean,
    points: readonly ProbePoint[],
  ) {
    const shown = model.examples.flatMap((example) => example.arguments);
    this.wholePool = [...model.units.flatMap((unit) => unit.constants), ...shown, ...model.constants];
    for (const unit of model.units)
      this.names.set(unit.exportName, this.usableName(unit.exportName, unit.name));
    for (const { name, ownName } of exports)
      if (!this.names.has(name)) this.names.set(name, this.usableName(name, ownName || name));
    this.lookup = new FunctionLookup(model.functions, points);
  }

  join(): JoinedUnits {
    const units: TestableUnit[] = [];
    for (const unit of this.model.units) {
      const runtime = this.exports.find(({ name }) => name === unit.exportName);
      if (!runtime || runtime.kind === 'value') {
        this.notices.push(`${unit.name} is left out: the module does not export it at run time.`);
      } else if (!isUsableName(this.localName(unit.exportName))) {
        this.notices.push(`${unit.name} is left out: tests cannot import something of this name.`);
      } else {
        units.push(
          unit.kind === 'function' ? this.functionUnit(unit, runtime) : this.classUnit(unit, runtime),
        );
      }
    }
    return {
      units: [...units, ...this.unitsWithoutModel(units)],
      notices: this.notices,
      produced: this.produced,
    };
  }

  private functionUnit(unit: FunctionUnit, runtime: RuntimeExport): TestableUnit {
    const { name, exportName, range, parameters, constants } = unit;
    const localName = this.localName(exportName);
    const callable = this.callable(exportName, {
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
      functions: [callable, ...this.staticCallables(runtime, new Set(this.names.keys()))],
      construct: undefined,
      members: [],
    };
  }

  private classUnit(unit: ClassUnit, runtime: RuntimeExport): TestableUnit {
    const { exportName, range } = unit;
    const localName = this.localName(exportName);
    const method = ({ name, isStatic, parameters, constants, range: methodRange }: MethodModel): Callable =>
      this.callable(exportName, {
        subject: `${unit.name}.${name}`,
        form: isStatic ? 'call' : 'method',
        path: isStatic ? `${localName}.${name}` : name,
        parameters,
        constants: [...constants, ...unit.constants],
        range: methodRange,
      });
    const construct = this.callable(exportName, {
      subject: unit.name,
      form: 'construct',
      path: localName,
      parameters: unit.constructorParameters,
      constants: unit.constants,
    });
    const reads = unit.readableProperties.map((property) =>
      this.callable(exportName, {
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
      functions: unit.methods.filter(({ isStatic }) => isStatic).map(method),
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
      .filter(({ name }) => !knownNames.has(name) && isUsableName(this.localName(name)))
      .flatMap((runtime) => this.unitWithoutModel(runtime, knownNames) ?? []);
  }

  private unitWithoutModel(
    runtime: RuntimeExport,
    knownNames: ReadonlySet<string>,
  ): TestableUnit | undefined {
    const { name, kind, members } = runtime;
    const localName = this.localName(name);
    const base = {
      name: localName,
      exportName: name,
      localName,
      range: this.lookup.of(runtime)?.range,
      construct: undefined,
      members: [],
    };
    const whole = (form: 'call' | 'construct'): Callable =>
      this.callable(name, { subject: localName, form, path: localName, ...this.lookup.factsOf(runtime) });
    const functions = this.staticCallables(runtime, knownNames);
    switch (kind) {
      case 'function':
        return { ...base, kind: 'function', functions: [whole('call'), ...functions] };
      case 'class':
        return {
          ...base,
          kind: 'class',
          construct: whole('construct'),
          members: members.map((member) => this.memberCallable(name, member, 'method')),
          functions,
        };
      case 'object':
        return functions.length === 0 ? undefined : { ...base, kind: 'class', functions };
      default:
        return undefined;
    }
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
    const fullPath = `${this.localName(exportName)}.${member.name}`;
    return this.callable(exportName, {
      subject: fullPath,
      form,
      path: form === 'call' ? fullPath : member.name,
      ...this.lookup.factsOf(member),
    });
  }

  private callable(exportName: string, facts: CallableFacts): Callable {
    const { subject, form, path, parameters, constants = [], range } = facts;
    const generator = this.generator(constantPoolOf([...constants, ...this.wholePool]));
    return {
      subject,
      unit: this.localName(exportName),
      form,
      path,
      exportNames: [exportName],
      parameters,
      range,
      generator,
      lookup: this.lookup,
      examples: this.examplesOf(path),
    };
  }

  /** `add` for `Cart.add`; the file's own name where the export has none. */
  private examplesOf(path: string): readonly (readonly string[])[] {
    const name = path.split('.').at(-1);
    return this.model.examples.flatMap((example) =>
      example.callee === name && example.arguments.length > 0 ? [example.arguments] : [],
    );
  }

  private generator(pool: ConstantPool): InputGenerator {
    return new InputGenerator({
      pool,
      produced: this.produced,
      staysInType: this.staysInType,
      constructorOf: (exportName) => this.constructorOf(exportName),
      constructors: () => this.constructors(),
      exportNameIn: (code) => {
        const name = /^[A-Za-z_$][\w$]*(?=\.)/.exec(code)?.[0];
        return name !== undefined && this.exports.some((runtime) => runtime.name === name) ? name : undefined;
      },
    });
  }

  private constructors(): readonly ConstructorModel[] {
    return this.exports.flatMap((runtime) => {
      if (runtime.kind !== 'class') return [];
      const { name: exportName } = runtime;
      const written = this.constructorOf(exportName);
      if (written || this.model.units.some((unit) => unit.exportName === exportName)) return written ?? [];
      const { parameters } = this.lookup.factsOf(runtime);
      return [{ localName: this.localName(exportName), exportName, parameters }];
    });
  }

  private constructorOf(exportName: string): ConstructorModel | undefined {
    const unit = this.model.units.find(
      (candidate): candidate is ClassUnit =>
        candidate.kind === 'class' && candidate.exportName === exportName,
    );
    const isThere = this.exports.some(({ name, kind }) => name === exportName && kind === 'class');
    if (!unit || !isThere || unit.isConstructible === false) return undefined;
    return { localName: this.localName(exportName), exportName, parameters: unit.constructorParameters };
  }

  private usableName(exportName: string, name: ModuleUnit['name']): string {
    if (exportName !== 'default') return exportName;
    return name !== 'default' && isUsableName(name) ? name : localNameOfFile(fileNameOf(this.model.file));
  }

  private localName(exportName: string): string {
    return this.names.get(exportName) ?? exportName;
  }
}
