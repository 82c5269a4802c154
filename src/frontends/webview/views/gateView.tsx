import type { PanelAnalysis, PanelEvidence, PanelRule, PanelVerdict } from '../protocol';
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
              <RuleRow key={rule.name} rule={rule} openFile={openFile} />
            ))}
          </tbody>
        </table>
      </section>
      <AnalysisView analysis={analysis} openFile={openFile} />
    </>
  );
}

interface RuleRowProps {
  readonly rule: PanelRule;
  readonly openFile: OpenFile;
}

function RuleRow({ rule, openFile }: RuleRowProps) {
  const { name, verdict, value, threshold, explanation, evidence, hiddenEvidence } = rule;
  return (
    <tr class={`rule-${verdict}`}>
      <th scope="row">
        {name}
        <span class="detail">{explanation}</span>
        {evidence.length > 0 && (
          <details class="evidence">
            <summary>Evidence ({evidence.length + hiddenEvidence})</summary>
            <ul class="plain">
              {evidence.map((item) => (
                <EvidenceItem
                  key={`${item.sourceFile ?? ''} ${item.line ?? ''} ${item.text}`}
                  evidence={item}
                  openFile={openFile}
                />
              ))}
            </ul>
            {hiddenEvidence > 0 && <p class="detail">and {hiddenEvidence} more</p>}
          </details>
        )}
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

interface EvidenceItemProps {
  readonly evidence: PanelEvidence;
  readonly openFile: OpenFile;
}

function EvidenceItem({ evidence, openFile }: EvidenceItemProps) {
  const { text, sourceFile, line } = evidence;
  return (
    <li class="gap">
      {sourceFile !== undefined && (
        <button
          type="button"
          class="link"
          aria-label={`Open ${sourceFile}${line === undefined ? '' : `:${line}`}`}
          onClick={() => openFile(sourceFile, line)}
        >
          {line === undefined ? sourceFile : `${sourceFile}:${line}`}
        </button>
      )}
      <span>{text}</span>
    </li>
  );
}
