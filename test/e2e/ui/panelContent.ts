import { aPanelReceipt } from './panelPage';

const figure = (text: string) => ({ text, provenance: 'measured' }) as const;
const share = (text: string, percent: number) => ({ text, detail: '5 of 19', percent });

/** Something to see in every tab: a run with proposed tests, an analysis with gaps, costs and models. */
export function panelContent(pageId: string): readonly unknown[] {
  const rows = [
    { label: 'Statements', before: share('0.0 %', 0), after: share('96.0 %', 96) },
    { label: 'Branches', before: share('0.0 %', 0), after: { text: 'n/a', detail: 'It was not measured.' } },
  ];
  const generation = {
    type: 'generate-tests',
    sentence: '2 tests proposed for src/a.test.ts.',
    duration: '12 s',
    kept: 2,
    dropped: 1,
    cost: figure('$0.00'),
    canUndo: false,
    receipts: [aPanelReceipt('c1', 'kept'), aPanelReceipt('c2', 'kept'), aPanelReceipt('c3', 'dropped')],
    coverage: [{ sourceFile: 'src/a.ts', rows }],
    findings: [],
    notes: ['src/a.ts: Mutants noticed: 0 of 30 → 30 of 30 (100.0 %)'],
  };
  const analysis = {
    type: 'analyze-coverage',
    sentence: 'Statements 26.3 %',
    duration: '2 s',
    analysis: {
      files: [{ sourceFile: 'src/a.ts', shares: [{ label: 'Statements', share: share('26.3 %', 26.3) }] }],
      tests: '2 tests passed.',
      gaps: [
        {
          sourceFile: 'src/a.ts',
          unit: 'splitMoney',
          line: 25,
          explanation: '6 branches of splitMoney are not executed. Risk 18.',
        },
        {
          sourceFile: 'src/a.ts',
          unit: 'formatMoney',
          line: 37,
          explanation: '2 branches of formatMoney are not executed. Risk 4.',
        },
      ],
    },
  };
  const start = (title: string) => ({
    type: 'run-start',
    title,
    files: ['src/a.ts'],
    startedAtMs: 1,
    stages: [],
  });
  const entries = [
    { runId: 'a', seq: 1, part: start('Coverage of src/a.ts') },
    { runId: 'a', seq: 2, part: { type: 'finish', summary: analysis } },
    { runId: 'g', seq: 1, part: start('Tests for src/a.ts') },
    { runId: 'g', seq: 2, part: { type: 'output', text: 'vitest run\n' } },
    { runId: 'g', seq: 3, part: { type: 'finish', summary: generation } },
  ];
  const days = Array.from({ length: 12 }, (_, day) => 1_764_000_000 + day * 86_400);
  const amounts = days.map((_, day) => (day * 7) % 5);
  const group = (title: string, name: string) => ({ title, rows: [{ name, calls: '12', cost: '$1.20' }] });
  return [
    {
      kind: 'snapshot',
      runIds: ['a', 'g'],
      undoneRunIds: [],
      proposals: [{ runId: 'g', decisions: { c1: 'open', c2: 'accepted' }, writtenFiles: ['src/a.test.ts'] }],
      spend: '$0.12 / $5.00',
    },
    { kind: 'stream-parts', pageId, batch: 1, entries },
    {
      kind: 'report',
      costs: {
        total: '$1.20',
        calls: '12 calls',
        charts: [
          {
            title: 'Model',
            days,
            lines: [
              { name: 'gpt-6-sol', amounts },
              { name: 'embedded', amounts: amounts.map(() => 0) },
            ],
          },
          { title: 'Task', days, lines: [{ name: 'generate-tests', amounts }] },
        ],
        groups: [group('Model', 'gpt-6-sol'), group('Task', 'generate-tests')],
        budgets: [
          {
            name: 'daily',
            spent: '$0.12 of $5.00',
            resets: '11/26/2026, 12:00 AM',
            percent: 2.4,
            hasLimit: true,
          },
          { name: 'weekly', spent: '$1.20', resets: '11/30/2026, 12:00 AM', hasLimit: false },
        ],
        comparison: ['The same calls on claude-opus-5 would have cost about $9.10: with the same tokens.'],
        perKeptTest: figure('$0.04'),
      },
      models: {
        models: [
          {
            name: 'gpt-6-sol',
            provider: 'openai',
            tier: 'complex',
            prices: '$1.25 in, $10.00 out',
            context: '400,000',
            key: 'not set',
            needsKey: true,
            isAvailable: false,
            reason: 'The key for openai is not set.',
          },
          {
            name: 'embedded',
            provider: 'embedded',
            tier: 'complex',
            prices: '$0.00 in, $0.00 out',
            context: 'no limit',
            key: 'none needed',
            needsKey: false,
            isAvailable: true,
            reason: '',
          },
        ],
        routingOf: 'a.ts',
        routing: ['generate-tests src/a.ts', 'Would be done by embedded.'],
      },
    },
  ];
}
