import { renderRouting } from '../../core/reports/routingReport';
import type { CliHost } from './cliHost';
import type { AnswerOptions } from './commandContext';
import { finishedRecord, toJsonText } from './commandRecord';
import { failureExitCode } from './exitCodeOf';
import { exitCodes } from './exitCodes';
import { type SettingsOptions, withServices } from './settingsOptions';
import { resolveTargets } from './targets';

/**
 * Prints which model would write tests for the file, and why. Spends nothing.
 * @returns the exit code: that of the failure when no model could do it. @throws UsageError, ConfigError
 */
export async function explainRoute(
  file: string,
  options: SettingsOptions & AnswerOptions,
  host: CliHost,
): Promise<number> {
  return await withServices(options, host, async (services, workspaceRoot) => {
    const targets = resolveTargets([file], workspaceRoot, host);
    const report = await services.explainRouting({ type: 'generate-tests', workspaceRoot, targets });
    const { explanation, isRouterOn } = report;
    const { decision } = explanation;
    const exitCode = decision.ok || !isRouterOn ? exitCodes.done : failureExitCode(decision.code);
    host.stdout.write(
      options.format === 'json'
        ? toJsonText(finishedRecord('route', exitCode, { isRouterOn, ...explanation }))
        : `${renderRouting(report).join('\n')}\n`,
    );
    return exitCode;
  });
}
