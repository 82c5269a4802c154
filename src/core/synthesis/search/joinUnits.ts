import type { RuntimeExport } from '../../testing/sandbox';
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
import { isUsableName, localNameOfFile } from './localNames';
import type { Callable } from './scenarioPlan';
import type { TestableUnit } from './testableUnit';

export interface JoinedUnits {
  readonly units: readonly TestableUnit[];
  readonly notices: readonly string[];
  /** Where to put texts that the module returned; all generators read it. */
  readonly produced: string[];
}

/** Joins the model with what the module exports at run time. Only what is really there is tested. */
export function joinUnits(
  model: ModuleModel,
  exports: readonly RuntimeExport[],
  staysInType: boolean,
): JoinedUnits {
  return new UnitJoiner(model, exports, staysInType).join();
}

interface CallableFacts {
  readonly subject: string;
  readonly form: Callable['form'];
  readonly path: string;
  readonly parameters: readonly ParameterModel[];
  readonly constants?: readonly string[];
  readonly range?: LineRange;
}

class UnitJoiner {
  private readonly notices: string[] = [];
  private readonly produced: string[] = [];
  private readonly wholePool: readonly string[];
  private readonly names = new Map<string, string>();

  constructor(
    private readonly model: ModuleModel,
    private readonly exports: readonly RuntimeExport[],
    private readonly staysInType: boolean,
  ) {
    this.wholePool = model.units.flatMap((unit) => unit.constants);
    for (const unit of model.units)
      this.names.set(unit.exportName, this.usableName(unit.exportName, unit.name));
    for (const { name } of exports)
      if (!this.names.has(name)) this.names.set(name, this.usableName(name, name));
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
        units.push(unit.kind === 'function' ? this.functionUnit(unit) : this.classUnit(unit));
      }
    }
    return {
      units: [...units, ...this.unitsWithoutModel(units)],
      notices: this.notices,
      produced: this.produced,
    };
  }

  private functionUnit(unit: FunctionUnit): TestableUnit {
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
      functions: [callable],
      construct: undefined,
      members: [],
    };
  }

  private classUnit(unit: ClassUnit): TestableUnit {
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
    return {
      name: localName,
      kind: 'class',
      exportName,
      localName,
      range,
      functions: unit.methods.filter(({ isStatic }) => isStatic).map(method),
      construct: unit.isConstructible === false ? undefined : construct,
      members: [...unit.methods.filter(({ isStatic }) => !isStatic).map(method), ...reads],
    };
  }

  /** Exports the source text does not show: re-exports, computed ones, objects of functions. Their parameters are unknown. */
  private unitsWithoutModel(known: readonly TestableUnit[]): TestableUnit[] {
    const knownNames = new Set(known.flatMap((unit) => [unit.exportName, unit.name]));
    return this.exports
      .filter(
        ({ name, kind }) => !knownNames.has(name) && kind !== 'value' && isUsableName(this.localName(name)),
      )
      .flatMap((runtime) => this.unitWithoutModel(runtime, knownNames) ?? []);
  }

  private unitWithoutModel(
    { name, kind, members }: RuntimeExport,
    knownNames: ReadonlySet<string>,
  ): TestableUnit | undefined {
    const localName = this.localName(name);
    const base = {
      name: localName,
      exportName: name,
      localName,
      range: undefined,
      functions: [],
      construct: undefined,
      members: [],
    };
    const whole = (form: 'call' | 'construct'): Callable =>
      this.callable(name, { subject: localName, form, path: localName, parameters: unknownParameters });
    const member =
      (form: 'call' | 'method') =>
      (path: string): Callable => {
        const fullPath = form === 'call' ? `${localName}.${path}` : path;
        return this.callable(name, {
          subject: `${localName}.${path}`,
          form,
          path: fullPath,
          parameters: unknownParameters,
        });
      };
    if (kind === 'function') return { ...base, kind: 'function', functions: [whole('call')] };
    if (kind === 'class')
      return {
        ...base,
        kind: 'class',
        construct: whole('construct'),
        members: members.map(member('method')),
      };
    const functions = members
      .filter((path) => isUsableName(path) && !knownNames.has(path))
      .map(member('call'));
    return functions.length === 0 ? undefined : { ...base, kind: 'class', functions };
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
    };
  }

  private generator(pool: ConstantPool): InputGenerator {
    return new InputGenerator({
      pool,
      produced: this.produced,
      staysInType: this.staysInType,
      constructorOf: (exportName) => this.constructorOf(exportName),
      exportNameIn: (code) => {
        const name = /^[A-Za-z_$][\w$]*(?=\.)/.exec(code)?.[0];
        return name !== undefined && this.exports.some((runtime) => runtime.name === name) ? name : undefined;
      },
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

const unknownParameters: readonly ParameterModel[] = ['value', 'other'].map((name) => ({
  name,
  shape: { kind: 'unknown' },
  isOptional: true,
  isRest: false,
}));
