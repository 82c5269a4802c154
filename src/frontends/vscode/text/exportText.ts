import { countOf } from '../../../base/countOf';
import type { Presentation } from '../presentation';

/** What was written where. */
export function presentExport(
  calls: number,
  { folder, name }: { readonly folder: string; readonly name: string },
): Presentation {
  if (calls === 0) {
    return {
      severity: 'info',
      message: `No call is on record yet; ${name} holds the names of the columns.`,
      actions: [],
    };
  }
  return {
    severity: 'info',
    message: `${countOf(calls, 'call')} written to ${name}.`,
    actions: [{ kind: 'open-file', workspaceRoot: folder, path: name, title: 'Open File' }],
  };
}
