/** `// BUG: it gives more than it promises`, on a line of its own. */
const claimLine = /^\s*(?:\/\/|\/\*+)\s*BUG\s*:\s*(.*?)\s*(?:\*\/)?\s*$/;
const longestClaim = 300;

export interface ClaimedBody {
  /** Why the code is wrong, in the words of the author; undefined when nothing is claimed. */
  readonly claim: string | undefined;
  /** Without the line that claims it. */
  readonly bodyLines: readonly string[];
}

/** Takes the claim that the code is wrong out of a test's body. */
export function takeClaim(bodyLines: readonly string[]): ClaimedBody {
  const index = bodyLines.findIndex((line) => claimLine.test(line));
  if (index < 0) return { claim: undefined, bodyLines };
  const claim = (claimLine.exec(bodyLines[index] ?? '')?.[1] ?? '').slice(0, longestClaim);
  const rest = bodyLines.filter((_line, each) => each !== index);
  while (rest[0] === '') rest.shift();
  return { claim: claim === '' ? undefined : claim, bodyLines: rest };
}
