import { composeTestFile, renderTestFile } from '../../synthesis/writing/testFileComposer';
import type { TestCandidate, TestStyle } from '../candidate';

/** The text of a test file with this test alone, as it would be written. */
export function testFileOf(candidate: TestCandidate, style: TestStyle): string {
  return renderTestFile(composeTestFile([candidate], style, { probe: false }), style);
}
