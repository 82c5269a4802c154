import type * as vscode from 'vscode';
import { t } from '../../../base/localize';
import type { GateRuleResult } from '../../../core/quality/gateReport';
import {
  formatRequirement,
  formatRuleValue,
  ruleNames,
  verdictSentence,
} from '../../../core/quality/gateText';
import type { QualityGateRequest } from '../../../core/quality/qualityGateRequest';
import { actionCommand } from './actionCommand';
import { plain } from './chatMarkdown';
import { chatRuns, placeIn } from './chatRun';
import type { ChatOutcome, ChatTurn } from './chatTurn';

/** Pieces of evidence that are named for each rule that did not pass; all of them are in the panel. */
const mostEvidence = 5;

/** Judges by the policy of the settings, with the evidence against. */
export async function answerGate(turn: ChatTurn): Promise<ChatOutcome> {
  const { stream } = turn;
  const followups: vscode.ChatFollowup[] = [];
  const runs = chatRuns<QualityGateRequest>(turn, 'quality-gate', (folder) => ({
    type: 'quality-gate',
    ...folder,
  }));
  for await (const { workspaceRoot, files, summary } of runs) {
    stream.markdown(`\n\n**${plain(verdictSentence(summary))}**\n\n`);
    stream.markdown(
      [
        `| ${[t('Rule'), t('Verdict'), t('Found'), t('Required')].join(' | ')} |`,
        '| --- | --- | --- | --- |',
        ...summary.rules.map(row),
      ].join('\n'),
    );
    stream.markdown('\n\n');
    for (const rule of summary.rules) showEvidence(rule, workspaceRoot, stream);
    stream.button(actionCommand({ kind: 'show-details' }));
    if (summary.verdict !== 'passed') {
      followups.push({
        command: 'tests',
        prompt: `uncovered ${files.join(' ')}`,
        label: t('Write tests for what is left out'),
      });
    }
  }
  return { followups };
}

function row(rule: GateRuleResult): string {
  return `| ${[ruleNames[rule.rule], rule.verdict, formatRuleValue(rule), formatRequirement(rule)].map(plain).join(' | ')} |`;
}

function showEvidence(
  { rule, verdict, explanation, evidence }: GateRuleResult,
  workspaceRoot: string,
  stream: vscode.ChatResponseStream,
): void {
  if (verdict === 'passed') return;
  stream.markdown(`\n${plain(`${ruleNames[rule]}: ${explanation}`)}\n\n`);
  for (const { file, lines, message } of evidence.slice(0, mostEvidence)) {
    stream.markdown('- ');
    if (file !== undefined)
      stream.anchor(
        placeIn(workspaceRoot, file, lines?.startLine ?? 1),
        lines ? `${file}:${lines.startLine}` : file,
      );
    stream.markdown(` ${plain(message)}\n`);
  }
  const further = evidence.length - mostEvidence;
  if (further > 0) stream.markdown(`- ${t('and {0} more', further)}\n`);
}
