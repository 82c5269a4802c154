import ts from 'typescript';
import type { FunctionFacts, ModuleModel, ModuleUnit } from '../../../../core/synthesis/moduleModel';
import { fileNameOf } from '../../../../core/testing/workspacePath';
import { readExampleCalls } from '../documentation/exampleCalls';
import { readWorkedExamples } from '../documentation/workedExamples';
import type { ShapeContext } from '../shapes/shapeContext';
import { readType } from '../shapes/typeShapes';
import { readValue } from '../shapes/valueShapes';
import { type FileDeclarations, indexDeclarations } from '../syntax/fileDeclarations';
import type { ParsedFile } from '../syntax/parsedFile';
import { findPropertyAssignments, type PropertyAssignment } from '../syntax/propertyAssignments';
import type { SiblingFiles } from '../syntax/siblingFiles';
import { nodesOf } from '../syntax/syntaxTree';
import { callerParameters, givesPromise, rangeOf } from './callableFacts';
import { createClassUnit, createObjectUnit, createPrototypeUnit, type UnitContext } from './classUnits';
import { findExports, type ModuleExport, moduleSystemOf, relativeImports } from './moduleExports';
import { isEntry } from './packageEntry';
import { readParameters } from './parameterModels';
import { promisesOf } from './promises';
import { constantsOf, literalsOf } from './unitConstants';

const roundLimit = 5;
const functionLimit = 400;

/** Describes a file without syntax errors; sibling files are read only for the types it needs from them. */
export async function inspectModule(file: ParsedFile, siblings: SiblingFiles): Promise<ModuleModel> {
  const reader = new ModuleReader(file, siblings);
  let units = reader.readUnits();
  // What siblings declare shows only once they have been read, and may lead to further siblings.
  for (let round = 0; round < roundLimit && (await siblings.readWanted()); round++)
    units = reader.readUnits();
  const readme = await siblings.readNearest(file.path, 'README.md');
  const manifest = readme === undefined ? undefined : await siblings.readNearest(file.path, 'package.json');
  return {
    file: file.path,
    moduleSystem: moduleSystemOf(file),
    units,
    functions: reader.readFunctions(),
    examples: readExampleCalls(file.source, readme),
    workedExamples: readWorkedExamples(file.source, readme, isEntry(file.path, manifest)),
    constants: literalsOf(file.source, indexDeclarations(file)),
    imports: relativeImports(file),
  };
}

class ModuleReader {
  private readonly where: FileDeclarations;
  private readonly assignments: readonly PropertyAssignment[];
  private readonly exports: readonly ModuleExport[];
  private readonly exportNames: ReadonlyMap<ts.Node, string>;
  private readonly settled = new Map<ModuleExport, ModuleUnit | undefined>();
  private readonly constants = new Map<ts.Node, readonly string[]>();

  constructor(
    private readonly file: ParsedFile,
    private readonly siblings: SiblingFiles,
  ) {
    this.where = indexDeclarations(file);
    this.assignments = file.isJavaScript ? findPropertyAssignments(file.source) : [];
    this.exports = findExports(file, this.assignments);
    this.exportNames = new Map(this.exports.map((found) => [found.node, found.exportName]));
  }

  /** Describes the units with the sibling files read so far. */
  readUnits(): readonly ModuleUnit[] {
    return this.exports.flatMap((found) => {
      if (this.settled.has(found)) return this.settled.get(found) ?? [];
      const misses = this.siblings.missCount;
      const unit = this.readUnit(found);
      if (this.siblings.missCount === misses) this.settled.set(found, unit);
      return unit ?? [];
    });
  }

  /** Every function of the file, the first ones if there are many. */
  readFunctions(): readonly FunctionFacts[] {
    const shapes = this.createShapeContext();
    const found = [...nodesOf(this.file.source)].filter(isFunctionWithBody).slice(0, functionLimit);
    return found.map((node) => ({
      range: rangeOf(node),
      span: [node.getStart(this.file.source), node.end],
      parameters: callerParameters(node, shapes),
      constants: this.constantsOf(node),
    }));
  }

  private readUnit({ node, exportName }: ModuleExport): ModuleUnit | undefined {
    if (ts.isEnumDeclaration(node)) return undefined;
    const name = exportName === 'default' ? this.ownName(node) : exportName;
    const context: UnitContext = {
      shapes: this.createShapeContext(),
      name,
      exportName,
      constantsOf: (part) => this.constantsOf(part),
    };
    if (ts.isClassLike(node)) return createClassUnit(node, context);
    if (ts.isObjectLiteralExpression(node)) return createObjectUnit(node, context);
    if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) {
      const oldStyleClass = createPrototypeUnit(node, this.assignments, context);
      if (oldStyleClass) return oldStyleClass;
    }
    return {
      kind: 'function',
      name,
      exportName,
      range: rangeOf(holderOf(node)),
      constants: this.constantsOf(node),
      parameters: callerParameters(node, context.shapes),
      isAsync: givesPromise(node, context.shapes),
      ...promisesOf(node, context.shapes),
    };
  }

  private ownName(
    node: ts.FunctionLikeDeclaration | ts.ClassLikeDeclaration | ts.ObjectLiteralExpression,
  ): string {
    const declared = 'name' in node && node.name && ts.isIdentifier(node.name) ? node.name.text : undefined;
    const holder = node.parent;
    if (declared !== undefined) return declared;
    if (ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)) return holder.name.text;
    const stem = fileNameOf(this.file.path).replace(/\.[cm]?[jt]sx?$/, '');
    const name = stem.replace(
      /[^\p{ID_Continue}$]+(.)?/gu,
      (_, letter: string | undefined) => letter?.toUpperCase() ?? '',
    );
    return /^\p{ID_Start}/u.test(name) ? name : `_${name}`;
  }

  private constantsOf(node: ts.Node): readonly string[] {
    const known = this.constants.get(node);
    if (known) return known;
    const found = constantsOf(node, { where: this.where, isExported: (part) => this.exportNames.has(part) });
    this.constants.set(node, found);
    return found;
  }

  private createShapeContext(): ShapeContext {
    return {
      where: this.where,
      siblings: this.siblings,
      exportNameOf: (declaration) => this.exportNames.get(declaration),
      bindings: new Map(),
      trail: [],
      budget: { remaining: 2000 },
      readType,
      readValue,
      readParameters,
    };
  }
}

/** The whole statement of `const f = () => …`, when it declares nothing else. */
function holderOf(node: ts.Node): ts.Node {
  const declaration = node.parent;
  if (!ts.isVariableDeclaration(declaration) || !ts.isVariableDeclarationList(declaration.parent))
    return node;
  return declaration.parent.declarations.length === 1 ? declaration.parent.parent : declaration;
}

function isFunctionWithBody(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}
