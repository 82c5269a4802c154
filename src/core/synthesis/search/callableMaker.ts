import { fileNameOf } from '../../testing/workspacePath';
import { type ConstantPool, constantPoolOf } from '../inputs/constantPool';
import { InputGenerator } from '../inputs/inputGenerator';
import type { ConstructorModel } from '../inputs/inputMaker';
import { withSignal } from '../inputs/signalParameter';
import type { ClassUnit, LineRange, ModuleModel, ModuleUnit, ParameterModel } from '../moduleModel';
import type { RuntimeExport } from '../runtimeExports';
import type { FunctionLookup } from './functionLookup';
import { isUsableName, localNameOfFile } from './localNames';
import type { Callable } from './scenarioPlan';

export interface CallableFacts {
  readonly subject: string;
  readonly form: Callable['form'];
  readonly path: string;
  readonly parameters: readonly ParameterModel[];
  readonly constants?: readonly string[];
  readonly range?: LineRange | undefined;
}

export interface CallableMakerOptions {
  readonly model: ModuleModel;
  readonly exports: readonly RuntimeExport[];
  readonly staysInType: boolean;
  readonly lookup: FunctionLookup;
}

/** Makes callables that know what the module's text offers as inputs, and the local names of its exports. */
export class CallableMaker {
  /** Texts that the module returned; all generators read it. */
  readonly produced: string[] = [];
  /** Texts that the module wrote to files. */
  readonly written: string[] = [];
  private readonly wholePool: readonly string[];
  private readonly names = new Map<string, string>();

  constructor(private readonly options: CallableMakerOptions) {
    const { model, exports } = options;
    const shown = model.examples.flatMap((example) => example.arguments);
    this.wholePool = [...model.units.flatMap((unit) => unit.constants), ...shown, ...model.constants];
    for (const unit of model.units)
      this.names.set(unit.exportName, this.usableName(unit.exportName, unit.name));
    const others = new Set(exports.map(({ name }) => name));
    for (const { name, ownName } of exports) {
      const own = others.has(ownName) ? name : ownName || name;
      if (!this.names.has(name)) this.names.set(name, this.usableName(name, own));
    }
  }

  get exportNames(): ReadonlySet<string> {
    return new Set(this.names.keys());
  }

  localName(exportName: string): string {
    return this.names.get(exportName) ?? exportName;
  }

  callable(exportName: string, facts: CallableFacts): Callable {
    const { subject, form, path, parameters, constants = [], range } = facts;
    const generator = this.generator(constantPoolOf([...constants, ...this.wholePool]));
    return {
      subject,
      unit: this.localName(exportName),
      form,
      path,
      exportNames: [exportName],
      parameters: this.options.staysInType ? parameters : withSignal(parameters),
      range,
      generator,
      lookup: this.options.lookup,
      examples: this.examplesOf(path),
    };
  }

  /** `add` for `Cart.add`; the file's own name where the export has none. */
  private examplesOf(path: string): readonly (readonly string[])[] {
    const name = path.split('.').at(-1);
    return this.options.model.examples.flatMap((example) =>
      example.callee === name && example.arguments.length > 0 ? [example.arguments] : [],
    );
  }

  private generator(pool: ConstantPool): InputGenerator {
    return new InputGenerator({
      pool,
      produced: this.produced,
      written: this.written,
      staysInType: this.options.staysInType,
      constructorOf: (exportName) => this.constructorOf(exportName),
      constructors: () => this.constructors(),
      exportNameIn: (code) => {
        const name = /^[A-Za-z_$][\w$]*(?=\.)/.exec(code)?.[0];
        return name !== undefined && this.options.exports.some((runtime) => runtime.name === name)
          ? name
          : undefined;
      },
    });
  }

  private constructors(): readonly ConstructorModel[] {
    return this.options.exports.flatMap((runtime) => {
      if (runtime.kind !== 'class') return [];
      const { name: exportName } = runtime;
      const written = this.constructorOf(exportName);
      if (written || this.options.model.units.some((unit) => unit.exportName === exportName))
        return written ?? [];
      const { parameters } = this.options.lookup.factsOf(runtime);
      return [{ localName: this.localName(exportName), exportName, parameters }];
    });
  }

  private constructorOf(exportName: string): ConstructorModel | undefined {
    const unit = this.options.model.units.find(
      (candidate): candidate is ClassUnit =>
        candidate.kind === 'class' && candidate.exportName === exportName,
    );
    const isThere = this.options.exports.some(({ name, kind }) => name === exportName && kind === 'class');
    if (!unit || !isThere || unit.isConstructible === false) return undefined;
    return { localName: this.localName(exportName), exportName, parameters: unit.constructorParameters };
  }

  private usableName(exportName: string, name: ModuleUnit['name']): string {
    if (exportName !== 'default') return exportName;
    return name !== 'default' && isUsableName(name)
      ? name
      : localNameOfFile(fileNameOf(this.options.model.file));
  }
}
