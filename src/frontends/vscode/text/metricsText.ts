import { t } from '../../../base/localize';
/** The Prometheus text for people to read: when every sample is 0, a comment at its head says that nothing was recorded. */
export function metricsText(prometheusText: string): string {
  const hasRecords = prometheusText.split('\n').some(isRecord);
  return hasRecords
    ? prometheusText
    : `# ${t('Nothing has been measured in this window yet. Run a command of Agentic QE, then show the metrics again.')}\n${prometheusText}`;
}

/** Samples of metrics without labels are there from the start, as 0. */
function isRecord(line: string): boolean {
  return line !== '' && !line.startsWith('#') && !/ 0$/.test(line);
}
