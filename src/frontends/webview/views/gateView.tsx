import type { PanelAnalysis, PanelRule, PanelVerdict } from '../protocol';
import { AnalysisView } from './analysisView';
import { Figure } from './figure';
import type { OpenFile } from './send';

const verdictNames: Readonly<Record<PanelVerdict, string>> = {
  passed: 'Passed',
  failed: 'Failed',
  inconclusive: 'Inconclusive',
};
const verdictMarks: Readonly<Record<PanelVerdict, string>> = { passed: '✓', failed: '✗', inconclusive: '?' };

interface GateViewProps {
  readonly rules: readonly PanelRule[];
  readonly analysis: PanelAnalysis;
  readonly openFile: OpenFile;
}

/** The rules of the quality gate with what was found, then what they were judged on. */
export function GateView({ rules, analysis, openFile }: GateViewProps) {
  return (
    <>
      <section class="rules">
        <h3>Rules</h3>
        <table>
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col">Result</th>
              <th scope="col">Found</th>
              <th scope="col">Required</th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <RuleRow key={rule.name} rule={rule} />
            ))}
          </tbody>
        </table>
      </section>
      <AnalysisView analysis={analysis} openFile={openFile} />
    </>
  );
}

function RuleRow({ rule }: { readonly rule: PanelRule }) {
  const { name, verdict, value, threshold, explanation } = rule;
  return (
    <tr class={`rule-${verdict}`}>
      <th scope="row">
        {name}
        <span class="detail">{explanation}</span>
      </th>
      <td>
        <span class="mark" aria-hidden="true">
          {verdictMarks[verdict]}
        </span>{' '}
        {verdictNames[verdict]}
      </td>
      <td>
        <Figure figure={value} />
      </td>
      <td>{threshold}</td>
    </tr>
  );
}
