import type { CodeInsight } from '../core/codeInsight/codeInsight';
import type { InsightDependencies } from '../core/codeInsight/readInsight';

/** What is known of code; what finds it out is loaded when it is first asked for. */
export function lazyInsight(dependencies: InsightDependencies): CodeInsight {
  let opened: Promise<CodeInsight> | undefined;
  return {
    read: async (workspaceRoot, path, text) => {
      opened ??= import('../core/codeInsight/readInsight').then(
        ({ MeasuredInsight }) => new MeasuredInsight(dependencies),
      );
      return (await opened).read(workspaceRoot, path, text);
    },
  };
}
