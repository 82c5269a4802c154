import assert from 'node:assert/strict';
import { ProviderError } from '../../../../../src/core/errors';
import type { CandidatePart } from '../../../../../src/core/generation/candidate';
import type { LanguageModel } from '../../../../../src/core/languageModel/languageModel';
import { aCandidate } from '../../../../support/builders';
import { FakeLanguageModel, finish, text } from '../../../../support/fakeLanguageModel';
import { aLedgerRow } from '../../../../support/ledgerRows';
import { aCandidateRequest, aModelSource, readParts } from '../../../../support/modelSourceBuilders';

const signal = new AbortController().signal;
const fence = '```';

function block(title: string): string {
  return [
    `${fence}ts`,
    "import { discount } from './shop';",
    `it('${title}', () => { expect(discount('${title}')).toBe(1); });`,
    `${fence}\n`,
  ].join('\n');
}

function titlesIn(parts: readonly CandidatePart[]): string[] {
  return parts.flatMap((part) => (part.type === 'candidate' ? [part.candidate.title] : []));
}

function noticesIn(parts: readonly CandidatePart[]): string[] {
  return parts.flatMap((part) => (part.type === 'notice' ? [part.message] : []));
}

describe('createModelSource', () => {
  it('proposes each test as soon as its block is complete', async () => {
    const { source } = aModelSource(
      new FakeLanguageModel([[...text(block('a').slice(0, 30), `${block('a').slice(30)}and`), 'wait']]),
    );
    const { parts } = await readParts(source.write(aCandidateRequest(), signal), (part) =>
      part.type === 'candidate' ? 'leave' : undefined,
    );
    assert.deepEqual(titlesIn(parts), ['a']);
  });

  it('ends the call when its reader leaves while it is awaited', async () => {
    const model = new FakeLanguageModel([['wait']]);
    const { source, time } = aModelSource(model);
    const reading = readParts(source.write(aCandidateRequest(), signal), (part) =>
      part.type === 'progress' && part.message.startsWith('Waiting') ? 'leave' : undefined,
    );
    await time.advance(5000);
    await reading;
    assert.equal(model.ended, 1);
    assert.equal(time.pendingTimers, 0);
  });

  it('says again and again that it waits', async () => {
    const controller = new AbortController();
    const { source, time } = aModelSource(new FakeLanguageModel([['wait']]));
    const reading = readParts(source.write(aCandidateRequest(), controller.signal));
    await time.advance(11_000);
    controller.abort();
    const { parts, error } = await reading;
    assert.ok(error instanceof Error && error.name === 'AbortError');
    assert.deepEqual(
      parts.flatMap((part) => (part.type === 'progress' ? [part.message] : [])),
      [
        'Asking fake-model about src/shop.ts',
        'Waiting for fake-model (5 s)',
        'Waiting for fake-model (10 s)',
      ],
    );
  });

  it('says that text flows, but not with every piece', async () => {
    const slow: LanguageModel = {
      modelName: 'fake-model',
      provider: 'fake',
      async *doStream() {
        for (const part of text('a', 'b', 'c', 'd', 'e')) {
          yield part;
          await time.advance(2000);
        }
        yield finish(undefined);
      },
    };
    const { source, time } = aModelSource(slow);
    const { parts } = await readParts(source.write(aCandidateRequest(), signal));
    // 0, 2, 4, 6 and 8 seconds after the first one.
    assert.deepEqual(
      parts.flatMap((part) => (part.type === 'progress' ? [part.message] : [])),
      [
        'Asking fake-model about src/shop.ts',
        'fake-model is writing: 0 tests so far',
        '0 tests by fake-model',
      ],
    );
  });

  it('keeps what is complete of an answer that breaks off, and tells its cost before it fails', async () => {
    const broken = new ProviderError('provider-stream-broken', 'Cut off.');
    const row = aLedgerRow({ modelId: 'fake-model' });
    const { source } = aModelSource(
      new FakeLanguageModel([[...text(block('a'), block('b').slice(0, 60)), broken]]),
      [row],
    );
    const { parts, error } = await readParts(source.write(aCandidateRequest(), signal));
    assert.equal(error, broken);
    assert.deepEqual(titlesIn(parts), ['a']);
    assert.deepEqual(parts.at(-1), { type: 'charge', rows: [row] });
  });

  it('reads the last block without its fence when the model was done, not when it was cut off', async () => {
    const open = block('a').slice(0, -4);
    const done = aModelSource(new FakeLanguageModel([[...text(open), finish(undefined)]]));
    const cut = aModelSource(new FakeLanguageModel([[...text(open), finish(undefined, 'length')]]));
    const first = await readParts(done.source.write(aCandidateRequest(), signal));
    const second = await readParts(cut.source.write(aCandidateRequest(), signal));
    assert.deepEqual([titlesIn(first.parts), titlesIn(second.parts)], [['a'], []]);
    assert.match(noticesIn(second.parts)[0] ?? '', /cut off at its limit of tokens/);
  });

  it('shows the beginning of an answer without tests, and no more', async () => {
    const { source } = aModelSource(
      new FakeLanguageModel([[...text('I cannot\ndo that. ', 'x'.repeat(5000)), finish(undefined)]]),
    );
    const { parts } = await readParts(source.write(aCandidateRequest(), signal));
    const [notice = ''] = noticesIn(parts);
    assert.match(notice, /^fake-model wrote no test\. It answered: “I cannot do that\. x+…”$/);
    assert.ok(notice.length < 300);
  });

  it('tells where code cannot be read, and reads the other blocks', async () => {
    const bad = `${fence}ts\nit('x', () => {\n  expect(;\n});\n${fence}\n${fence}bash\nnpm test {\n${fence}\n`;
    const { source } = aModelSource(new FakeLanguageModel([[...text(bad, block('a')), finish(undefined)]]));
    const { parts } = await readParts(source.write(aCandidateRequest(), signal));
    assert.deepEqual(titlesIn(parts), ['a']);
    assert.deepEqual(noticesIn(parts), [
      "The code of fake-model cannot be read, line 2 of a code block: ')' expected.",
    ]);
  });

  it('ends an answer that has no end', async () => {
    const model = new FakeLanguageModel([[...text(...Array(30).fill('x'.repeat(100_000))), 'wait']]);
    const { source } = aModelSource(model);
    const { error } = await readParts(source.write(aCandidateRequest(), signal));
    assert.ok(error instanceof ProviderError && /more than 2000000 characters/.test(error.message));
    assert.equal(model.ended, 1);
  });

  it('finds the same tests wherever the answer is cut', async () => {
    const answer = `${block('a')}\nand\r\n${block('b')}`;
    for (let size = 1; size < 40; size += 3) {
      const pieces = answer.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      const { source } = aModelSource(new FakeLanguageModel([[...text(...pieces), finish(undefined)]]));
      const { parts } = await readParts(source.write(aCandidateRequest(), signal));
      assert.deepEqual(titlesIn(parts), ['a', 'b']);
    }
  });

  it('tells the cost of an answer that was cancelled, and what was complete of it', async () => {
    const controller = new AbortController();
    const row = aLedgerRow({ modelId: 'fake-model' });
    const { source } = aModelSource(new FakeLanguageModel([[...text(block('a')), 'wait']]), [row]);
    const { parts, error } = await readParts(source.write(aCandidateRequest(), controller.signal), (part) => {
      if (part.type === 'candidate') controller.abort();
      return undefined;
    });
    assert.ok(error instanceof Error && error.name === 'AbortError');
    assert.deepEqual(titlesIn(parts), ['a']);
    assert.deepEqual(parts.at(-1), { type: 'charge', rows: [row] });
  });

  it('gives no id twice for a file, however often it is asked', async () => {
    const { source } = aModelSource(new FakeLanguageModel([[...text(block('a')), finish(undefined)]]));
    const other = aCandidateRequest();
    const requests = [
      aCandidateRequest(),
      aCandidateRequest(),
      { ...other, model: { ...other.model, file: 'src/other.ts' } },
    ];
    const ids: string[] = [];
    for (const request of requests) {
      const { parts } = await readParts(source.write(request, signal));
      ids.push(...parts.flatMap((part) => (part.type === 'candidate' ? [part.candidate.id] : [])));
    }
    assert.deepEqual(ids, ['answer:fake-model:1', 'answer:fake-model:2', 'answer:fake-model:1']);
  });

  it('mends what is given back: those with their old title at once, the others at the end of the answer', async () => {
    const failures = ['a', 'b'].map((title) => ({
      candidate: aCandidate({ id: `old-${title}`, unit: 'discount', title, bodyLines: ['fail();'] }),
      detail: 'It failed.',
    }));
    const model = new FakeLanguageModel([[...text(block('renamed'), block('b')), finish(undefined)]]);
    const { source } = aModelSource(model);
    const { parts } = await readParts(source.write(aCandidateRequest({ failures }), signal));
    assert.deepEqual(
      parts.flatMap((part) =>
        part.type === 'candidate' ? [[part.candidate.title, part.candidate.replaces]] : [],
      ),
      [
        ['b', 'old-b'],
        ['renamed', 'old-a'],
      ],
    );
    assert.deepEqual(parts[0], {
      type: 'progress',
      message: 'Asking fake-model to mend 2 tests of src/shop.ts',
      fraction: 0,
    });
    assert.match(model.calls[0]?.prompt.user ?? '', /These tests did not hold/);
  });
});
