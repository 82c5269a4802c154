import * as vscode from 'vscode';
import { readActual, readExpected } from '../../../core/generation/triage/failureText';
import { failurePlace } from './failurePlace';

/** The message of a failed test, at the failing line and with what was expected and found, as far as the failure says. */
export function testMessage(item: vscode.TestItem, failure: string): vscode.TestMessage {
  const [expected, actual] = [readExpected(failure), readActual(failure)];
  const message =
    expected === undefined || actual === undefined
      ? new vscode.TestMessage(failure)
      : vscode.TestMessage.diff(failure, expected, actual);
  const { uri, range } = item;
  if (!uri) return message;
  const place = failurePlace(failure, uri.fsPath);
  const position = place && new vscode.Position(place.line - 1, Math.max(0, place.column - 1));
  if (position) message.location = new vscode.Location(uri, position);
  else if (range) message.location = new vscode.Location(uri, range.start);
  return message;
}
