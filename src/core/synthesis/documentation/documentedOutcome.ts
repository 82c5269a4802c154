import type { StepOutcome } from '../scenario';
import { unquoted } from '../writing/expressionText';

/** Whether code does what its documentation says; `unclear`: the documentation may mean something else. */
export type DocumentedOutcome = 'holds' | 'contradicted' | 'unclear';

/**
 * Compares what a call did with what is documented.
 * @param documented undefined: that it throws; else what the documented expression gives
 */
export function judgeDocumented(actual: StepOutcome, documented: StepOutcome | undefined): DocumentedOutcome {
  if (documented === undefined) {
    if (actual.status === 'threw') return actual.error.isDeliberate ? 'holds' : 'unclear';
    return actual.status === 'returned' ? 'contradicted' : 'unclear';
  }
  if (documented.status !== 'returned' || documented.value.kind !== 'expressible') return 'unclear';
  if (actual.status !== 'returned' || actual.value.kind !== 'expressible') return 'unclear';
  const [wanted, given] = [documented.value.code, actual.value.code];
  if (wanted === given || saysTheSame(wanted, given)) return 'holds';
  return isSameKind(wanted, given) && !isZero(wanted, given) ? 'contradicted' : 'unclear';
}

/** Documentation shows texts without quotes, and numbers with fewer digits. */
function saysTheSame(wanted: string, given: string): boolean {
  if (unquoted(given) === wanted) return true;
  const decimals = /^-?\d+(?:\.(\d+))?$/.exec(wanted);
  const number = Number(given);
  if (!decimals || !Number.isFinite(number)) return false;
  const digits = decimals[1]?.length ?? 0;
  return digits > 0 && number.toFixed(Math.min(digits, 100)) === wanted;
}

/** Nobody documents whether a zero is negative. */
function isZero(wanted: string, given: string): boolean {
  const zeros = new Set(['0', '-0']);
  return zeros.has(wanted) && zeros.has(given);
}

/** Values of another kind may be the documentation's way of showing something: an object by its text, a list by its first items. */
function isSameKind(wanted: string, given: string): boolean {
  const kind = kindOf(wanted);
  if (kind === kindOf(given)) return true;
  const isNothing = /^(?:undefined|null|NaN)$/.test(given);
  return isNothing && kind !== 'nothing';
}

function kindOf(code: string): string {
  if (/^['"`]/.test(code)) return 'text';
  if (/^(?:true|false)$/.test(code)) return 'boolean';
  if (/^(?:undefined|null)$/.test(code)) return 'nothing';
  if (/^(?:-?[\d.]|NaN|-?Infinity)/.test(code)) return 'number';
  return code[0] ?? '';
}
