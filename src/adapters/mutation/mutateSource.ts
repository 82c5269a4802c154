import { Instrumenter } from '@stryker-mutator/instrumenter';
import { describeError } from '../../base/error';
import {
  chooseMutants,
  type Mutant,
  type MutateRequest,
  type MutateResult,
} from '../../core/mutation/mutant';
import { callTimeRanges } from './callTimeRanges';
import { MutantKeys } from './mutantKeys';
import { withMutantSwitches } from './mutantSwitches';
import { type ParsedSource, parseSource } from './parseSource';

type StrykerParameters = ConstructorParameters<typeof Instrumenter>;
type StrykerMutant = Awaited<ReturnType<Instrumenter['instrument']>>['mutants'][number];

const silent = (): void => {};
const never = (): boolean => false;
const logger: StrykerParameters[0] = {
  isTraceEnabled: never,
  isDebugEnabled: never,
  isInfoEnabled: never,
  isWarnEnabled: never,
  isErrorEnabled: never,
  isFatalEnabled: never,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
};

/** Has Stryker put the mutants of a source into its text. Babel is heavy: this is for a thread of its own. */
export async function mutateSource({ file, source, lines, choice }: MutateRequest): Promise<MutateResult> {
  try {
    const parsed = parseSource(source, file);
    // Taken before the tree is changed.
    const isAtCallTime = rangeTest(parsed);
    const parser = (() => async () => parsed) as unknown as StrykerParameters[1];
    const { files, mutants: found } = await new Instrumenter(logger, parser).instrument(
      [{ name: file, content: source, mutate: lines?.map(rangeOf) ?? true }],
      { plugins: null, excludedMutations: [], ignorers: [], noHeader: true },
    );
    const text = new SourceLines(source);
    const keys = new MutantKeys(file);
    const mutants = found
      .filter(({ status }) => status !== 'Ignored')
      .map((mutant) => toMutant(mutant, text, keys))
      .filter(({ span }) => isAtCallTime(text.offsetOf(span.start), text.offsetOf(span.end)));
    const chosen = choice ? chooseMutants(mutants, choice) : mutants;
    const wanted = chosen.map(({ id }) => id);
    return {
      status: 'mutated',
      code: withMutantSwitches(files[0]?.content ?? source, wanted),
      mutants: chosen,
    };
  } catch (error) {
    return { status: 'unavailable', reason: `${file} cannot be mutated: ${describeError(error)}` };
  }
}

function rangeTest({ root }: ParsedSource): (start: number, end: number) => boolean {
  const ranges = callTimeRanges(root.program);
  return (start, end) => ranges.some((range) => range.start <= start && end <= range.end);
}

/** Stryker counts lines from 0. */
function rangeOf({ startLine, endLine }: { readonly startLine: number; readonly endLine: number }) {
  return {
    start: { line: startLine - 1, column: 0 },
    end: { line: endLine - 1, column: Number.MAX_SAFE_INTEGER },
  };
}

function toMutant(
  { id, mutatorName, location, replacement }: StrykerMutant,
  text: SourceLines,
  keys: MutantKeys,
): Mutant {
  const span = {
    start: { line: location.start.line + 1, column: location.start.column },
    end: { line: location.end.line + 1, column: location.end.column },
  };
  const mutant = {
    id,
    operator: mutatorName,
    span,
    original: text.slice(span),
    replacement,
  };
  return { ...mutant, key: keys.next(mutant, text.lineAt(span.start.line)) };
}

/** A text by lines, which end where Babel says that they end. */
class SourceLines {
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    this.starts = [
      0,
      ...[...text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)].map(({ index, 0: end }) => index + end.length),
    ];
  }

  offsetOf({ line, column }: Mutant['span']['start']): number {
    return (this.starts[line - 1] ?? this.text.length) + column;
  }

  slice({ start, end }: Mutant['span']): string {
    return this.text.slice(this.offsetOf(start), this.offsetOf(end));
  }

  lineAt(line: number): string {
    return this.text.slice(this.starts[line - 1], this.starts[line]);
  }
}
