import { t } from '../../../base/localize';
import type { PanelAnalysis, PanelEvidence, PanelRule, PanelVerdict } from '../protocol';
import { AnalysisView } from './analysisView';
import { Figure } from './figure';
import type { OpenFile } from './send';

const verdictNames = (): Readonly<Record<PanelVerdict, string>> => ({
  passed: t('Passed'),
  failed: t('Failed'),
  inconclusive: t('Inconclusive'),
});
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
        <h3>{t('Rules')}</h3>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('Rule')}</th>
              <th scope="col">{t('Result')}</th>
              <th scope="col">{t('Found')}</th>
              <th scope="col">{t('Required')}</th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <RuleRow key={rule.name} rule={rule} openFile={openFile} />
            ))}
          </tbody>
        </table>
      </section>
      <AnalysisView analysis={analysis} heading={t('Coverage')} openFile={openFile} />
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
            <summary>{t('Evidence ({0})', evidence.length + hiddenEvidence)}</summary>
            <ul class="plain">
              {evidence.map((item) => (
                <EvidenceItem
                  key={`${item.sourceFile ?? ''} ${item.line ?? ''} ${item.text}`}
                  evidence={item}
                  openFile={openFile}
                />
              ))}
            </ul>
            {hiddenEvidence > 0 && <p class="detail">{t('and {0} more', hiddenEvidence)}</p>}
          </details>
        )}
      </th>
      <td>
        <span class="mark" aria-hidden="true">
          {verdictMarks[verdict]}
        </span>{' '}
        {verdictNames()[verdict]}
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
          aria-label={t('Open {0}', line === undefined ? sourceFile : `${sourceFile}:${line}`)}
          onClick={() => openFile(sourceFile, line)}
        >
          {line === undefined ? sourceFile : `${sourceFile}:${line}`}
        </button>
      )}
      <span>{text}</span>
    </li>
  );
}
