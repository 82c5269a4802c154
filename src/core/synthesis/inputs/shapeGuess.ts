import type { ValueShape } from '../moduleModel';
import { plausibleNumbers, plausibleStrings } from './plausibleValues';

const unknownShape: ValueShape = { kind: 'unknown' };

const functionNames =
  /^(?:fn|func|callback|cb|handler|listener|predicate|mapper|iteratee|reducer|compare|comparator|factory|task|operation|action|job|next|done|resolver|selector|on[A-Z]\w*)$|(?:Fn|Callback|Handler|Listener|Predicate|Comparator|Factory)$/;

/** Gives one item after the other to the function it is called with, until it says that there is no more. */
const sourceShape: ValueShape = {
  kind: 'function',
  parameters: [
    { name: 'abort', shape: unknownShape, isOptional: false, isRest: false },
    {
      name: 'callback',
      shape: { kind: 'function', parameters: [], returns: unknownShape, isAsync: false },
      isOptional: false,
      isRest: false,
    },
  ],
  returns: { kind: 'undefined' },
  isAsync: false,
};

/** What a name alone says about a value of unknown shape; undefined when it says nothing. */
export function guessShape(name: string): ValueShape | undefined {
  if (functionNames.test(name))
    return { kind: 'function', parameters: [], returns: unknownShape, isAsync: false };
  if (/^(?:read|source)$/.test(name)) return sourceShape;
  if (/^(?:items|list|array|arr|values|elements|entries|collection|data)$/.test(name)) {
    return { kind: 'array', element: unknownShape };
  }
  if (/^(?:numbers|nums|scores|prices|amounts|samples)$/.test(name))
    return { kind: 'array', element: { kind: 'number' } };
  if (/^(?:words|names|strings|lines|tags|keys|parts|args)$/.test(name)) {
    return { kind: 'array', element: { kind: 'string' } };
  }
  if (/^(?:options|opts|config|settings|context|params|obj|object|record)$/.test(name)) {
    return { kind: 'object', properties: [] };
  }
  if (/^promise$|Promise$/.test(name)) return { kind: 'promise', value: { kind: 'string' } };
  if (/^(?:is|has|should|can)[A-Z]|^(?:strict|enabled|force|recursive|inclusive)$/.test(name))
    return { kind: 'boolean' };
  if (/^(?:date|now|createdAt|updatedAt)$/.test(name)) return { kind: 'date' };
  if (/^(?:err|error)$/.test(name)) return { kind: 'error' };
  if (/^(?:re|regex|regexp|pattern)$/.test(name)) return { kind: 'regexp' };
  if (plausibleNumbers(name).isByName) return { kind: 'number' };
  if (plausibleStrings(name).isByName) return { kind: 'string' };
  return undefined;
}
