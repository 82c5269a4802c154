import { onAbort } from '../../../base/abort';
import type { Clock } from '../../../base/clock';
import { countOf } from '../../../base/countOf';
import type { SetTimer } from '../../../base/timer';
import type { LedgerRow } from '../../cost/ledgerStore';
import { ProviderError } from '../../errors';
import type { FinishReason, LanguageModel } from '../../languageModel/languageModel';
import type { LanguageAdapter } from '../../testing/languageAdapter';
import type { WorkspacePath } from '../../testing/workspace';
import type { CandidatePart, CandidateRequest, CandidateSource } from '../candidate';
import { type AnswerBlock, AnswerReader } from './answerReader';
import { CandidateMaker } from './candidatesFrom';
import { createPrompt } from './prompt';
import { withPulses } from './pulses';

/** A model for one answer. */
export interface MeteredModel {
  /** Metered: every call of it is on record when it ends. */
  readonly model: LanguageModel;
  /** The rows of its calls that ended since they were last asked for. */
  takeRows(): readonly LedgerRow[];
}

export interface ModelSourceOptions {
  readonly modelId: string;
  /** A new one for each answer, so that answers which come at the same time do not share their costs. */
  readonly openModel: () => MeteredModel;
  /** The model must not write more, in tokens. */
  readonly maxOutputTokens: number;
  readonly languageFor: (path: WorkspacePath) => Promise<Pick<LanguageAdapter, 'readTests'> | undefined>;
  /** A live answer is reported at least this often. */
  readonly progressIntervalMs: number;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
}

/** No answer within the limit of output is longer; more comes from a server that keeps to none. */
const mostCharacters = 2_000_000;
/** At half of the way when so much of the answer is there: its length is known when it ends. */
const halfwayCharacters = 6000;
/** Of an answer without tests, to be shown. */
const quotedCharacters = 200;
const codeLanguages = new Set([
  '',
  'ts',
  'tsx',
  'typescript',
  'js',
  'jsx',
  'javascript',
  'mjs',
  'cjs',
  'mts',
  'cts',
]);

type TestReader = Pick<LanguageAdapter, 'readTests'>;

/**
 * Asks a language model for tests, or to mend some that failed, once in each `write`. Candidates come as soon as their code block
 * is complete; those of an answer that breaks off stay. What the answer cost follows at its end, also when it broke off or was
 * cancelled. Ids are unique among all that the source writes for a file.
 */
export function createModelSource(options: ModelSourceOptions): CandidateSource {
  const numbers = new Map<WorkspacePath, number>();
  const nextNumberFor = (file: WorkspacePath): number => {
    const number = (numbers.get(file) ?? 0) + 1;
    numbers.set(file, number);
    return number;
  };
  return {
    modelId: options.modelId,
    async *write(request, signal) {
      const { file } = request.model;
      const language = await options.languageFor(file);
      if (!language) throw new RangeError(`${file} is in no language that can be read`);
      const nextNumber = () => nextNumberFor(file);
      yield* new AnswerRun(request, options, { language, nextNumber }).write(signal);
    },
  };
}

class AnswerRun {
  private readonly reader = new AnswerReader();
  private readonly candidates: CandidateMaker;
  private readonly language: TestReader;
  private readonly modelId: string;
  private characters = 0;
  private opening = '';
  private tests = 0;
  private finishReason: FinishReason | undefined;

  constructor(
    private readonly request: CandidateRequest,
    private readonly options: ModelSourceOptions,
    { language, nextNumber }: { readonly language: TestReader; readonly nextNumber: () => number },
  ) {
    this.language = language;
    this.modelId = options.modelId;
    this.candidates = new CandidateMaker(request, { modelId: this.modelId, language, nextNumber });
  }

  async *write(signal: AbortSignal): AsyncGenerator<CandidatePart> {
    const { model, takeRows } = this.options.openModel();
    yield this.progress(this.openingMessage());
    let failure: { readonly error: unknown } | undefined;
    try {
      yield* this.readAnswer(model, signal);
    } catch (error) {
      failure = { error };
    }
    yield* this.candidates.end();
    yield { type: 'charge', rows: takeRows() };
    if (failure) throw failure.error;
    yield* this.closingNotices();
    yield { type: 'progress', message: `${countOf(this.tests, 'test')} by ${this.modelId}`, fraction: 1 };
  }

  private openingMessage(): string {
    const { model, failures } = this.request;
    const subject = failures ? `to mend ${countOf(failures.length, 'test')} of` : 'about';
    return `Asking ${this.modelId} ${subject} ${model.file}`;
  }

  private async *readAnswer(model: LanguageModel, signal: AbortSignal): AsyncGenerator<CandidatePart> {
    const { maxOutputTokens, progressIntervalMs: intervalMs, clock, setTimer } = this.options;
    const call = new AbortController();
    const abortion = onAbort(signal, () => call.abort());
    const parts = model.doStream(createPrompt(this.request), { maxOutputTokens, signal: call.signal });
    let toldAtMs = clock.now();
    try {
      for await (const next of withPulses(parts, {
        intervalMs,
        clock,
        setTimer,
        onLeave: () => call.abort(),
      })) {
        if (next.type === 'pulse') {
          toldAtMs = clock.now();
          yield this.progress(`Waiting for ${this.modelId} (${Math.round(next.waitedMs / 1000)} s)`);
          continue;
        }
        const { part } = next;
        if (part.type === 'finish') this.finishReason = part.reason;
        if (part.type !== 'text-delta') continue;
        this.take(part.text);
        for (const block of this.reader.read(part.text)) yield* this.readBlock(block);
        if (clock.now() - toldAtMs < intervalMs) continue;
        toldAtMs = clock.now();
        yield this.progress(`${this.modelId} is writing: ${countOf(this.tests, 'test')} so far`);
      }
      for (const block of this.reader.end()) yield* this.readBlock(block);
    } finally {
      abortion.dispose();
    }
  }

  private take(text: string): void {
    this.characters += text.length;
    if (this.opening.length < quotedCharacters) this.opening += text.slice(0, quotedCharacters);
    if (this.characters > mostCharacters) {
      const message = `${this.modelId} wrote more than ${mostCharacters} characters, and the answer was ended.`;
      throw new ProviderError('provider-stream-broken', message);
    }
  }

  private *readBlock({ language: tag, code, isClosed }: AnswerBlock): Generator<CandidatePart> {
    // Of a file that was cut off the last test may be whole by chance only.
    const isWhole = isClosed || this.finishReason === 'stop';
    if (!codeLanguages.has(tag) || !isWhole) return;
    const { language: target, moduleSpecifier } = this.request.style;
    const read = this.language.readTests(code, { language: target, moduleSpecifier });
    if (read.status === 'syntax-error') {
      const place = `line ${read.line} of a code block: ${read.message}`;
      yield { type: 'notice', message: `The code of ${this.modelId} cannot be read, ${place}` };
      return;
    }
    this.tests += read.tests.length;
    yield* this.candidates.make(read.tests);
  }

  private *closingNotices(): Generator<CandidatePart> {
    const { modelId } = this;
    if (this.finishReason === 'length')
      yield { type: 'notice', message: `The answer of ${modelId} was cut off at its limit of tokens.` };
    if (this.finishReason === 'content-filter')
      yield {
        type: 'notice',
        message: `The answer of ${modelId} was ended by the provider's content filter.`,
      };
    if (this.tests > 0) return;
    const opening = this.opening.replace(/\s+/g, ' ').trim().slice(0, quotedCharacters);
    const answer =
      opening === '' ? 'nothing' : `“${opening}${this.characters > quotedCharacters ? '…' : ''}”`;
    yield { type: 'notice', message: `${modelId} wrote no test. It answered: ${answer}` };
  }

  private progress(message: string): CandidatePart {
    const fraction = this.characters / (this.characters + halfwayCharacters);
    return { type: 'progress', message, fraction };
  }
}
