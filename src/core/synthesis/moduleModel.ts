import type { WorkspacePath } from '../testing/workspace';

/** What the source text says about a module, in terms that no language owns. Joined at run time with what it really exports. */
export interface ModuleModel {
  readonly file: WorkspacePath;
  /** How the module is written, and so how tests import it. `transpiled`: CommonJS with the exports of an ES module, `default` among them. */
  readonly moduleSystem: ModuleSystem;
  readonly units: readonly ModuleUnit[];
  /** Every function with a body, wherever it stands: what a module exports may only show at run time. */
  readonly functions: readonly FunctionFacts[];
  /** Calls in the documentation of the file and of its package. */
  readonly examples: readonly ExampleCall[];
  /** Examples in the documentation that say what they give. */
  readonly workedExamples: readonly WorkedExample[];
  /** Literals of the whole file, as expressions, each once. */
  readonly constants: readonly string[];
  /** Name of each relative module this one imports; only to explain, never to resolve. */
  readonly imports: readonly string[];
}

export type ModuleSystem = 'esm' | 'commonjs' | 'transpiled';

export type ModuleUnit = FunctionUnit | ClassUnit;

export interface LineRange {
  /** From 1. */
  readonly startLine: number;
  /** Inclusive. */
  readonly endLine: number;
}

interface UnitBase {
  /** The name in the source, or the file's name for an anonymous default export. */
  readonly name: string;
  /** The name it is exported under; `default` for default exports and `module.exports = …`. */
  readonly exportName: string;
  readonly range: LineRange;
  /** Literals in the unit's own text, as expressions: worth trying as inputs. */
  readonly constants: readonly string[];
  /** Text of the comment that documents it, without its stars. */
  readonly documentation?: string;
}

export interface FunctionUnit extends UnitBase {
  readonly kind: 'function';
  readonly parameters: readonly ParameterModel[];
  readonly isAsync: boolean;
  /** As declared; absent when it is not. */
  readonly returns?: ValueShape;
}

export interface ClassUnit extends UnitBase {
  readonly kind: 'class';
  /** False for what has no public constructor: abstract classes, and exported objects of functions (all methods static). */
  readonly isConstructible?: boolean;
  readonly constructorParameters: readonly ParameterModel[];
  readonly methods: readonly MethodModel[];
  /** Public getters and public fields: what can be read to see its state. */
  readonly readableProperties: readonly string[];
}

/** A call in documentation; its arguments are expressions that need nothing around them. */
export interface ExampleCall {
  /** `add`, whether it reads `add(1)`, `cart.add(1)` or `new add(1)`. */
  readonly callee: string;
  readonly arguments: readonly string[];
}

/** An expression in documentation with what it gives. */
export interface WorkedExample {
  /** What is called, or read, in the end: `total` of `new Cart(3).total()`. */
  readonly callee: string;
  readonly code: string;
  /** As an expression that needs nothing around it; absent: it throws. */
  readonly result?: string;
  /** What has to be done before, in order. */
  readonly setup: readonly ExampleStatement[];
  /** It is about the package, and this module is only a part of it: that it does not hold here says nothing. */
  readonly mayMeanAnother?: true;
  /** Names from outside of the example: what they were imported as (`*` for a whole module), else the name itself. */
  readonly bindings: Readonly<Record<string, string>>;
}

export interface ExampleStatement {
  /** The constant that it declares. */
  readonly name?: string;
  readonly code: string;
}

/** What the text says of a function that may have no name to reach it by. */
export interface FunctionFacts {
  readonly range: LineRange;
  /** Where it begins and ends in the source, in UTF-16 units. */
  readonly span: readonly [start: number, end: number];
  readonly parameters: readonly ParameterModel[];
  readonly constants: readonly string[];
}

export interface MethodModel {
  readonly name: string;
  readonly isStatic: boolean;
  readonly parameters: readonly ParameterModel[];
  readonly isAsync: boolean;
  readonly range: LineRange;
  readonly constants: readonly string[];
  readonly documentation?: string;
  /** As declared; absent when it is not. */
  readonly returns?: ValueShape;
}

export interface ParameterModel {
  readonly name: string;
  /** For a rest parameter: of the whole array. */
  readonly shape: ValueShape;
  readonly isOptional: boolean;
  readonly isRest: boolean;
}

/** What values a parameter takes, from types, JSDoc, defaults and use. `unknown` when nothing is known. */
export type ValueShape =
  | {
      readonly kind:
        | 'string'
        | 'number'
        | 'boolean'
        | 'bigint'
        | 'null'
        | 'undefined'
        | 'unknown'
        | 'date'
        | 'regexp'
        | 'error';
    }
  /** An exact value, as an expression: `'circle'`, `42`. */
  | { readonly kind: 'literal'; readonly code: string }
  | { readonly kind: 'union'; readonly options: readonly ValueShape[] }
  | { readonly kind: 'array'; readonly element: ValueShape }
  | { readonly kind: 'tuple'; readonly elements: readonly ValueShape[] }
  | { readonly kind: 'object'; readonly properties: readonly PropertyShape[] }
  | { readonly kind: 'record'; readonly value: ValueShape }
  | { readonly kind: 'map'; readonly key: ValueShape; readonly value: ValueShape }
  | { readonly kind: 'set'; readonly element: ValueShape }
  /** `isAsync`: it gives a promise of `returns`. */
  | {
      readonly kind: 'function';
      readonly parameters: readonly ParameterModel[];
      readonly returns: ValueShape;
      readonly isAsync: boolean;
    }
  | { readonly kind: 'promise'; readonly value: ValueShape }
  /** The text of a path to something on the disk; only known from what code did with it. */
  | { readonly kind: 'path'; readonly of: 'file' | 'folder' }
  /** An instance of a class that the same module exports, by its export name. */
  | { readonly kind: 'instance'; readonly exportName: string };

export interface PropertyShape {
  readonly name: string;
  readonly shape: ValueShape;
  readonly isOptional: boolean;
}
