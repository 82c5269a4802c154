import { t, tn } from '../../../base/localize';
import type { Presentation } from '../presentation';

/** What was written where. */
export function presentExport(
  calls: number,
  { folder, name }: { readonly folder: string; readonly name: string },
): Presentation {
  if (calls === 0) {
    return {
      severity: 'info',
      message: t('No call is on record yet; {0} holds the names of the columns.', name),
      actions: [],
    };
  }
  return {
    severity: 'info',
    message: tn(calls, '{0} call written to {1}.', '{0} calls written to {1}.', name),
    actions: [{ kind: 'open-file', workspaceRoot: folder, path: name, title: t('Open File') }],
  };
}
