import ts from 'typescript';
import type { CodeMeasures } from '../../../../core/routing/codeMeter';
import { estimateTokens } from '../../../../core/routing/tokenEstimate';
import { isCounted, isTypeOnlySyntax } from '../instrumentation/statementKinds';
import type { ParsedFile } from '../syntax/parsedFile';
import { nodesOf } from '../syntax/syntaxTree';
import { isAsyncOperation } from './asyncOperations';
import { flowOf, isLevel } from './controlFlow';
import { isSideEffect } from './effects';
import { DependencyCollector } from './moduleDependencies';
import { Scopes } from './scopes';

/** A function, or the module itself, whose decisions are being counted. */
interface Frame {
  decisions: number;
}

interface PendingNode {
  readonly node: ts.Node;
  readonly depth: number;
  readonly frame: Frame;
}

/** Counts what the syntax tree of a file holds; what is broken in it is counted as the parser understood it. */
export function measureCode({ source }: ParsedFile): CodeMeasures {
  const dependencies = new DependencyCollector();
  const scopes = new Scopes();
  for (const node of nodesOf(source)) {
    dependencies.add(node);
    scopes.add(node);
  }
  const context = { scopes, worldlyNames: dependencies.worldlyNames };
  const module: Frame = { decisions: 0 };
  const frames = [module];
  let [statements, functions, maxNesting, branches, asyncOperations, sideEffects] = [0, 0, 0, 0, 0, 0];
  const pending: PendingNode[] = [{ node: source, depth: 0, frame: module }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node } = next;
    if (isTypeOnlySyntax(node)) continue;
    let { depth, frame } = next;
    if (ts.isStatement(node) && isCounted(node)) statements++;
    if (isAsyncOperation(node, scopes)) asyncOperations++;
    if (isSideEffect(node, context)) sideEffects++;
    if (isFunction(node)) {
      functions++;
      if (frame !== module) depth++;
      frame = { decisions: 0 };
      frames.push(frame);
    }
    const flow = flowOf(node);
    frame.decisions += flow.decisions;
    branches += flow.branches;
    if (isLevel(node)) depth++;
    maxNesting = Math.max(maxNesting, depth);
    ts.forEachChild(node, (child) => {
      pending.push({ node: child, depth, frame });
    });
  }
  return {
    tokens: estimateTokens(source.text),
    statements,
    functions,
    cyclomatic: 1 + frames.reduce((high, { decisions }) => Math.max(high, decisions), 0),
    maxNesting,
    branches,
    asyncOperations,
    sideEffects,
    dependencies: dependencies.specifiers.size,
  };
}

function isFunction(node: ts.Node): boolean {
  return ts.isFunctionLike(node) && (node as ts.FunctionLikeDeclaration).body !== undefined;
}
