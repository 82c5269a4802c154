import type { CommandContext } from '../commandContext';
import { metricsText } from '../text/metricsText';

/** Shows what was measured in this window so far, in the Prometheus text format. */
export async function showMetrics({ services, showDocument }: CommandContext): Promise<void> {
  await showDocument('Agentic QE Metrics.prom', metricsText(await services.metrics.text()));
}
