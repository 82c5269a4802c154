import ts from 'typescript';

/** What one node adds to the ways that code can take. */
export interface FlowCount {
  /** Decisions as McCabe counts them; `switch` by its cases. */
  readonly decisions: number;
  /** Paths, as istanbul counts them. */
  readonly branches: number;
}

const nothing: FlowCount = { decisions: 0, branches: 0 };
const loop: FlowCount = { decisions: 1, branches: 0 };
const condition: FlowCount = { decisions: 1, branches: 2 };
const onePath: FlowCount = { decisions: 1, branches: 1 };

/** What the node by itself adds, without what is inside it. */
export function flowOf(node: ts.Node): FlowCount {
  switch (node.kind) {
    case ts.SyntaxKind.IfStatement:
    case ts.SyntaxKind.ConditionalExpression:
      return condition;
    case ts.SyntaxKind.ForStatement:
    case ts.SyntaxKind.ForInStatement:
    case ts.SyntaxKind.ForOfStatement:
    case ts.SyntaxKind.WhileStatement:
    case ts.SyntaxKind.DoStatement:
    case ts.SyntaxKind.CatchClause:
      return loop;
    case ts.SyntaxKind.CaseClause:
      return onePath;
    case ts.SyntaxKind.DefaultClause:
      return { decisions: 0, branches: 1 };
    case ts.SyntaxKind.Parameter:
    case ts.SyntaxKind.BindingElement:
      return (node as ts.ParameterDeclaration | ts.BindingElement).initializer ? onePath : nothing;
    case ts.SyntaxKind.BinaryExpression:
      return isShortCircuit((node as ts.BinaryExpression).operatorToken.kind) ? onePath : nothing;
    default:
      return nothing;
  }
}

/** True for nodes whose inside is one level deeper; `else if` stays on the level of its `if`. */
export function isLevel(node: ts.Node): boolean {
  switch (node.kind) {
    case ts.SyntaxKind.IfStatement:
      return !(ts.isIfStatement(node.parent) && node.parent.elseStatement === node);
    case ts.SyntaxKind.ForStatement:
    case ts.SyntaxKind.ForInStatement:
    case ts.SyntaxKind.ForOfStatement:
    case ts.SyntaxKind.WhileStatement:
    case ts.SyntaxKind.DoStatement:
    case ts.SyntaxKind.SwitchStatement:
    case ts.SyntaxKind.TryStatement:
    case ts.SyntaxKind.ConditionalExpression:
      return true;
    default:
      return false;
  }
}

function isShortCircuit(operator: ts.SyntaxKind): boolean {
  switch (operator) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.AmpersandAmpersandEqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
      return true;
    default:
      return false;
  }
}
