import path from 'node:path';
import { t } from '../../../base/localize';
import { renderRouting } from '../../../core/reports/routingReport';
import type { CommandContext } from '../commandContext';
import { chooseTargets, groupByFolder, saveTargets } from './chooseTargets';

/**
 * Shows which model would write tests for the file that was chosen, or that of the active editor, and why. Sends and spends
 * nothing. @throws WorkspaceError, ConfigError
 */
export async function explainRouting(context: CommandContext, clicked?: unknown): Promise<void> {
  const { targets } = await chooseTargets(clicked, undefined);
  await saveTargets(targets);
  await context.keys.load();
  for (const folder of groupByFolder(targets)) {
    const report = await context.services.explainRouting({ type: 'generate-tests', ...folder });
    const [first] = folder.targets;
    const name = path.posix.basename(first?.path ?? folder.workspaceRoot);
    await context.showDocument(t('Routing of {0}.txt', name), `${renderRouting(report).join('\n')}\n`);
  }
}
