import ts from 'typescript';
import type { ReadImport } from '../../../../../core/testing/languageAdapter';
import type { BodyTree, LocalVariable } from './bodyTree';
import { bare, isMember, memberName } from './expressions';
import type { FlowIndex } from './flowIndex';

/** Modules whose exports go by their own names, because some files have them as globals. */
const bareModules = new Set(['vitest', '@jest/globals', 'test', 'mocha', 'chai', 'bun:test']);
const shortNames: ReadonlyMap<string, string> = new Map([['testdouble', 'td']]);
const mostAliases = 5;

/**
 * What things of the surroundings are called, whatever the test calls them: `vi.mock` for the `m` of `const { mock: m } = vi`,
 * `assert.equal` for an imported `equal`, `sinon.stub` for that of a sandbox.
 */
export class OutsideNames {
  constructor(
    private readonly tree: BodyTree,
    private readonly flows: FlowIndex,
  ) {}

  /** Dotted, without arguments; undefined for what the test has made itself. */
  outsideNameOf(node: ts.Expression): string | undefined {
    return this.nameOf(node, { isLocalNamed: false, aliases: mostAliases });
  }

  /** The same, with the names of local variables where they are no others for something outside. */
  calledNameOf(node: ts.Expression): string | undefined {
    return this.nameOf(node, { isLocalNamed: true, aliases: mostAliases });
  }

  private nameOf(node: ts.Expression, options: NameOptions): string | undefined {
    if (node.kind === ts.SyntaxKind.ImportKeyword) return 'import';
    if (ts.isIdentifier(node)) return this.nameOfIdentifier(node, options);
    if (ts.isCallExpression(node)) return this.nameOf(node.expression, options);
    if (ts.isTaggedTemplateExpression(node)) return this.nameOf(node.tag, options);
    if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAsExpression(node))
      return this.nameOf(node.expression, options);
    const member = isMember(node) ? memberName(node) : undefined;
    if (!isMember(node) || member === undefined) return undefined;
    const owner = this.nameOf(node.expression, options);
    return owner === undefined ? undefined : joined(owner, member);
  }

  private nameOfIdentifier(node: ts.Identifier, options: NameOptions): string | undefined {
    const meaning = this.tree.meaningOf(node);
    if (meaning.kind === 'global') return meaning.name;
    if (meaning.kind === 'import') return this.importedName(meaning.read);
    const alias = options.aliases > 0 ? this.aliasOf(meaning.variable, options.aliases - 1) : undefined;
    return alias ?? (options.isLocalNamed ? node.text : undefined);
  }

  private importedName(read: ReadImport): string {
    const { module, exported, local } = read;
    if (this.tree.isOfModule(read) || module.startsWith('.')) return local;
    const isWhole = exported === 'default' || exported === '*';
    if (bareModules.has(module)) return isWhole ? wholeOf(module) : exported;
    if (/^assert(?:\/|$)/.test(module))
      return isWhole || exported === 'strict' ? 'assert' : `assert.${exported}`;
    const name = shortNames.get(module) ?? module;
    return isWhole ? name : `${name}.${exported}`;
  }

  /** What a variable is only another name for. */
  private aliasOf(variable: LocalVariable, aliases: number): string | undefined {
    const [flow, ...others] = this.flows.valuesOf(variable);
    if (!flow || others.length > 0 || !ts.isVariableDeclaration(flow.at) || flow.at.initializer !== flow.from)
      return undefined;
    const from = bare(flow.from as ts.Expression);
    const isWhole = ts.isIdentifier(flow.at.name);
    if (!isWhole && flow.member === undefined) return undefined;
    if (ts.isCallExpression(from)) {
      const made = this.nameOf(from.expression, { isLocalNamed: false, aliases });
      return made === 'sinon.createSandbox' && isWhole ? 'sinon' : undefined;
    }
    if (!ts.isIdentifier(from) && !isMember(from)) return undefined;
    const owner = this.nameOf(from, { isLocalNamed: false, aliases });
    if (owner === undefined) return undefined;
    return flow.member === undefined ? owner : joined(owner, flow.member);
  }
}

interface NameOptions {
  readonly isLocalNamed: boolean;
  /** How many more may be followed. */
  readonly aliases: number;
}

/** Stands for all of a module whose exports go by their own names. */
function wholeOf(module: string): string {
  return `${module}.*`;
}

function joined(owner: string, member: string): string {
  return owner.endsWith('.*') ? member : `${owner}.${member}`;
}
