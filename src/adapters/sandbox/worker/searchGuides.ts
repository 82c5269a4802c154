import type { SearchClue } from '../../../core/synthesis/trial';
import { guideNames } from '../../../core/testing/searchGuides';
import { type Compared, compareValues, judgeTruth } from './comparedValues';

const mostCluesPerSite = 120;
const mostCluesPerTrial = 40;
const bothWays = 3;
/** A place that tries texts by patterns out of a table is looked at until it has shown no other one for so long. */
const looksForPatterns = 200;
const mostPatterns = 80;
const noClues: readonly SearchClue[] = [];

/** Thrown where loops go on for too long. */
const endless = new Error('This loop goes on for too long');

interface PatternSite {
  readonly ways: Map<string, number>;
  looks: number;
}

/** Sees what guided code compares. Only while it records does that cost more than a call. */
export class SearchGuides {
  private readonly lefts: unknown[] = [];
  /** By site: 1 when it went one way, 2 when it went the other way. */
  private ways: number[] = [];
  /** By site: the ways of each pattern that it has tried a text by. */
  private patterns: (PatternSite | undefined)[] = [];
  /** How often each clue of a site was seen. */
  private told: (Map<string, number> | undefined)[] = [];
  private clues: SearchClue[] = [];
  private isRecording = false;
  private roundsLeft = Number.POSITIVE_INFINITY;

  /** Puts the functions there that guided code calls. */
  install(): void {
    const functions: Readonly<Record<keyof typeof guideNames, unknown>> = {
      left: (site: number, value: unknown) => {
        this.lefts[site] = value;
        return value;
      },
      right: (site: number, operator: string, value: unknown, leftSite = site) => {
        if (this.isRecording && this.ways[site] !== bothWays)
          this.look(site, () => compareValues(operator, this.lefts[leftSite], value));
        return value;
      },
      truth: (site: number, value: unknown) => {
        if (this.isRecording && this.ways[site] !== bothWays) this.look(site, () => judgeTruth(value));
        return value;
      },
      round: () => {
        if (--this.roundsLeft < 0) throw endless;
      },
    };
    for (const [kind, value] of Object.entries(functions)) {
      const name = guideNames[kind as keyof typeof guideNames];
      Object.defineProperty(globalThis, name, { value, enumerable: false });
    }
  }

  /** Forgets which ways were gone. */
  restart(): void {
    this.ways = [];
    this.patterns = [];
    this.told = [];
  }

  /** @param rounds that loops may go altogether until `stop` */
  record(rounds: number): void {
    this.isRecording = true;
    this.roundsLeft = rounds;
    this.clues = [];
  }

  /** @returns what was seen since `record`; undefined when loops went on for too long */
  stop(): readonly SearchClue[] | undefined {
    const isEndless = this.roundsLeft < 0;
    this.isRecording = false;
    this.roundsLeft = Number.POSITIVE_INFINITY;
    if (isEndless) return undefined;
    return this.clues.length === 0 ? noClues : this.clues.filter((clue) => this.waysOf(clue) !== bothWays);
  }

  private look(site: number, compare: () => Compared | undefined): void {
    let compared: Compared | undefined;
    try {
      compared = compare();
    } catch {
      // Whatever the user's values do when they are looked at: nothing is learnt from them.
    }
    if (!compared) return;
    const [first] = compared.clues;
    const ways =
      ((first && this.waysOf({ site, ...first })) ?? this.ways[site] ?? 0) | (compared.way ? 1 : 2);
    if (first?.pattern === undefined) this.ways[site] = ways;
    else this.notePattern(site, first.pattern, ways);
    if (ways !== bothWays) for (const clue of compared.clues) this.tell({ site, ...clue });
  }

  private waysOf({ site, pattern }: SearchClue): number | undefined {
    return pattern === undefined ? this.ways[site] : this.patterns[site]?.ways.get(pattern);
  }

  /** One place may try many patterns: each of them is to be matched once and missed once. */
  private notePattern(site: number, pattern: string, ways: number): void {
    const known = this.patterns[site] ?? { ways: new Map<string, number>(), looks: 0 };
    this.patterns[site] = known;
    known.looks = known.ways.has(pattern) ? known.looks + 1 : 0;
    if (known.ways.has(pattern) || known.ways.size < mostPatterns) known.ways.set(pattern, ways);
    const isSettled = [...known.ways.values()].every((each) => each === bothWays);
    if (known.looks > looksForPatterns && isSettled) this.ways[site] = bothWays;
  }

  /** The same is told again after twice as many times: what it was among may be more helpful then. */
  private tell(clue: SearchClue): void {
    if (this.clues.length >= mostCluesPerTrial) return;
    const told = this.told[clue.site] ?? new Map<string, number>();
    this.told[clue.site] = told;
    const key = `${clue.value} ${clue.pattern ?? clue.wanted[0]}`;
    const times = (told.get(key) ?? 0) + 1;
    if (times === 1 && told.size >= mostCluesPerSite) return;
    told.set(key, times);
    if ((times & (times - 1)) !== 0) return;
    this.clues.push(clue);
  }
}
