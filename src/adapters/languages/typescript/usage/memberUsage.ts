import type { ValueShape } from '../../../../core/synthesis/moduleModel';
import { unknownShape } from '../shapes/shapeAlgebra';
import type { UsageEvidence } from './usageEvidence';

const names = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const textMethods = names(
  'toUpperCase toLowerCase toLocaleUpperCase toLocaleLowerCase trim trimStart trimEnd charAt charCodeAt codePointAt split replace replaceAll ' +
    'startsWith endsWith padStart padEnd match matchAll substr substring localeCompare normalize repeat search',
);
const arrayMethods = names(
  'map filter forEach reduce reduceRight push pop shift unshift sort some every find findIndex findLast findLastIndex join splice flatMap flat reverse fill toSorted',
);
const sequenceMembers = names('length slice indexOf lastIndexOf includes concat at');
const numberMethods = names('toFixed toPrecision toExponential');
const functionMethods = names('apply bind');
const silentMembers = names('toString valueOf constructor toJSON toLocaleString');
const dateMethod =
  /^(?:[gs]et(?:UTC)?(?:FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)|[gs]etTime|getTimezoneOffset|toISOString|toUTCString|toDateString|toLocaleDateString)$/;

/** The methods of arrays that hand elements to a callback, with the positions where they do. */
export const elementCallbacks: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ...[
    'map',
    'filter',
    'forEach',
    'some',
    'every',
    'find',
    'findIndex',
    'findLast',
    'findLastIndex',
    'flatMap',
  ].map((name) => [name, [0]] as const),
  ['reduce', [1]],
  ['reduceRight', [1]],
  ['sort', [0, 1]],
  ['toSorted', [0, 1]],
]);

/** Methods that give an array (or text) of the same kind, and those that give one of its elements. */
export const sameKindMethods = names('filter slice sort reverse toSorted toReversed concat');
export const elementMethods = names('find findLast pop shift');
/** Methods whose callback answers yes or no. */
export const predicateMethods = names('filter some every find findIndex findLast findLastIndex');

/** Notes what reading a member says about its owner. @returns evidence for the member, when it is one of the owner's own properties. */
export function noteMember(name: string, isCalled: boolean, owner: UsageEvidence): UsageEvidence | undefined {
  const certain = isCalled ? shapeWithMethod(name) : undefined;
  if (certain) owner.addCertain(certain);
  else if (isCalled && arrayMethods.has(name)) owner.element();
  else if (sequenceMembers.has(name) && (isCalled || name === 'length')) owner.addSequence();
  else if (isCalled && functionMethods.has(name)) owner.addCall([{ name: undefined, kind: undefined }]);
  else if (name === 'hasOwnProperty') owner.addLikely({ kind: 'record', value: unknownShape });
  else if (!silentMembers.has(name)) return owner.property(name);
  return undefined;
}

function shapeWithMethod(name: string): ValueShape | undefined {
  if (textMethods.has(name)) return { kind: 'string' };
  if (numberMethods.has(name)) return { kind: 'number' };
  if (dateMethod.test(name)) return { kind: 'date' };
  if (name === 'test' || name === 'exec') return { kind: 'regexp' };
  return name === 'then' ? { kind: 'promise', value: unknownShape } : undefined;
}

/** Notes what it means for a value to be the only argument of a well-known function. @returns false for other functions. */
export function noteArgument(callee: string, evidence: UsageEvidence): boolean {
  if (/^(?:Math\.\w+|isNaN|isFinite|Number\.is\w+|Number\.parse\w+)$/.test(callee))
    evidence.addLikely({ kind: 'number' });
  else if (/^(?:JSON\.parse|parseInt|parseFloat|encodeURI\w*|decodeURI\w*|BigInt|Symbol)$/.test(callee)) {
    evidence.addLikely({ kind: 'string' });
  } else if (callee === 'Number') {
    evidence.addLikely({ kind: 'string' });
    evidence.addLikely({ kind: 'number' });
  } else if (/^(?:Array\.from|Array\.isArray|Promise\.(?:all|allSettled|race|any)|Set)$/.test(callee))
    evidence.element();
  else if (/^Object\.(?:keys|values|entries)$/.test(callee))
    evidence.addLikely({ kind: 'record', value: unknownShape });
  else if (callee === 'Date')
    evidence.addLikely({
      kind: 'union',
      options: [{ kind: 'date' }, { kind: 'string' }, { kind: 'number' }],
    });
  else return false;
  return true;
}
