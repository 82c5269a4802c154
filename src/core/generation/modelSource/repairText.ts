import { BoundedText } from '../../streaming/boundedText';
import type { FailedTest, TestStyle } from '../candidate';
import { fenced, languageTag } from './promptText';
import { testFileOf } from './testFileOf';

const detailCharacters = 1500;

const rules = [
  'Mend these tests, and write no others:',
  '- Each keeps its `describe` and its title, to the letter.',
  '- Where the test is wrong (a wrong import, call, type or set-up, or an expectation that nothing promises), correct it.',
  '- Never weaken or drop an assertion that states what documentation, types or names promise, and never bend an expectation to what the code happens to do. A test checks as much as before.',
  '- Where the code contradicts what documentation, types or names promise, leave the test exactly as it is and put a first line into its body: `// BUG: <one sentence why the code is wrong>`.',
  '- Leave out a test that cannot be mended.',
].join('\n');

/** The tests that did not hold as they were written, what the check said of each (bounded), and what is to be done about them. */
export function describeFailures(failures: readonly FailedTest[], style: TestStyle): string {
  const sections = failures.map((failed) => describeFailure(failed, style));
  return ['These tests did not hold.', ...sections, rules].join('\n\n');
}

function describeFailure({ candidate, detail }: FailedTest, style: TestStyle): string {
  const said = new BoundedText(plain(detail), detailCharacters).toString();
  return [
    `A test of ${candidate.unit}:`,
    fenced(testFileOf(candidate, style), languageTag(style)),
    'What the check said:',
    fenced(said === '' ? 'nothing' : said, 'text'),
  ].join('\n\n');
}

/** Colours of a terminal, and frames of a stack: they tell a model nothing, and where things are on the user's disk. */
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g');
const stackFrame = /^\s*at .*(?::\d+:\d+\)?|<anonymous>\)?|native\)?)$/;

function plain(detail: string): string {
  const lines = detail.replace(colours, '').split(/\r?\n/);
  return lines
    .filter((line) => !stackFrame.test(line))
    .join('\n')
    .trim();
}
