/** What a plausible model answers about one source file: some good, some bad, and what comes in place of the failed ones. */
export interface ScriptedAnswers {
  /** `MODULE` stands for how the prompt says that the module is imported. */
  readonly first: string;
  readonly repaired: string;
}

const commonJs = (names: string): string =>
  `const assert = require('node:assert/strict');\nconst { describe, it } = require('node:test');\nconst ${names} = require('MODULE');\n`;
const esModule = (names: string): string =>
  `import assert from 'node:assert/strict';\nimport ${names} from 'MODULE';\n`;
const vitest = (names: string): string =>
  `import { describe, expect, it } from 'vitest';\nimport ${names} from 'MODULE';\n`;

/** By path of the source file in its project. */
export const scriptedAnswers: Readonly<Record<string, ScriptedAnswers>> = {
  'lib/cssifyObject.js': {
    first: `const cssifyObject = require('MODULE');

describe('cssifyObject', () => {
  it('joins declarations with a semicolon, and puts none behind the last', () => {
    expect(cssifyObject({ color: 'red', fontSize: 12 })).toBe('color:red;font-size:12');
  });

  it('leaves out what is neither text nor number', () => {
    expect(cssifyObject({ hidden: true, nested: { top: 1 }, color: 'red' })).toBe('color:red');
  });

  it('gives something for nothing', () => {
    expect(cssifyObject({})).toBeDefined();
  });

  it('keeps numbers as they are', () => {
    expect(cssifyObject('lineHeight', 1.5)).toBe('line-height:1.5');
  });
});
`,
    repaired: `const cssifyObject = require('MODULE');

describe('cssifyObject', () => {
  it('keeps numbers as they are', () => {
    expect(cssifyObject({ lineHeight: 1.5 })).toBe('line-height:1.5');
  });

  it('gives something for nothing', () => {
    expect(cssifyObject({})).toBe('');
  });
});
`,
  },
  'lib/assignStyle.js': {
    first: `const assignStyle = require('MODULE');

describe('assignStyle', () => {
  it('merges nested styles', () => {
    expect(assignStyle({ link: { top: 1 } }, { link: { left: 2 } })).toEqual({ link: { top: 1, left: 2 } });
  });

  it('changes its base and gives it back', () => {
    const base = { top: 1 };
    expect(assignStyle(base, { left: 2 }, { left: 3 })).toBe(base);
    expect(base).toEqual({ top: 1, left: 3 });
  });

  it('is called with what it is called with', () => {
    const assign = jest.fn(assignStyle);
    assign({ top: 1 });
    expect(true).toBe(true);
  });

  it('does not change what it takes from', () => {
    const style = { link: { top: 1 } };
    assignStyle({ link: { left: 2 } }, style);
    expect(style).toEqual({ link: { top: 1, left: 2 } });
  });
});
`,
    repaired: `const assignStyle = require('MODULE');

describe('assignStyle', () => {
  it('does not change what it takes from', () => {
    const style = { link: { top: 1 } };
    assignStyle({ link: { left: 2 } }, style);
    expect(style).toEqual({ link: { top: 1 } });
  });
});
`,
  },
  'index.js': {
    first: `${commonJs('{ createDeprecation, createWarning, spyWarning }')}
describe('createWarning', () => {
  it('writes the code in capitals', () => {
    assert.equal(createWarning({ name: 'DeskWarning', code: 'desk001', message: 'full' }).code, 'DESK001');
  });

  it('warns once only', () => {
    const warn = createWarning({ name: 'DeskWarning', code: 'DESK002', message: 'full' });
    assert.deepEqual([warn(), warn(), warn.emitted], [true, false, true]);
  });

  it('warns again and again when it is unlimited', () => {
    const warn = createWarning({ name: 'DeskWarning', code: 'DESK003', message: 'full', unlimited: true });
    assert.deepEqual([warn(), warn()], [true, true]);
  });

  it('puts up to three values into its message', () => {
    const warn = createWarning({ name: 'DeskWarning', code: 'DESK004', message: '%s, %s and %s' });
    assert.equal(warn.format('Ann', 'Bob', 'Cy'), 'Ann, Bob and Cy');
    assert.equal(warn.format('Ann', 'Bob'), 'Ann, Bob and');
  });

  it('is a function', () => {
    assert.ok(createWarning({ name: 'DeskWarning', code: 'DESK005', message: 'full' }));
  });
});

describe('createDeprecation', () => {
  it('is named a deprecation', () => {
    assert.equal(createDeprecation({ code: 'DESK006', message: 'old' }).name, 'DeprecationWarning');
  });
});

describe('spyWarning', () => {
  it('knows with what a warning was called', () => {
    const warn = createWarning({ name: 'DeskWarning', code: 'DESK007', message: '%s %s' });
    const spy = spyWarning(warn);
    warn('a', 'b');
    assert.deepEqual(spy.calls, [{ arguments: ['a', 'b'], result: true }]);
    assert.equal(spy.callCount(), 1);
  });
});
`,
    repaired: `${commonJs('{ createWarning }')}
describe('createWarning', () => {
  it('puts up to three values into its message', () => {
    const warn = createWarning({ name: 'DeskWarning', code: 'DESK004', message: '%s, %s and %s' });
    assert.equal(warn.format('Ann', 'Bob', 'Cy'), 'Ann, Bob and Cy');
    assert.equal(warn.format('Ann', 'Bob'), 'Ann, Bob and %s');
  });
});
`,
  },
  'lib/is.js': {
    first: `${esModule('{ is }')}
describe('is', () => {
  it('names typed arrays and maps', () => {
    assert.deepEqual([new Map(), new Float64Array(1), new Uint8Array(1)].map(is), ['Map', 'Float64Array', 'Uint8Array']);
  });

  it('takes what it does not know for an object', () => {
    assert.equal(is({ [Symbol.toStringTag]: 'Desk', constructor: undefined }), 'Object');
  });

  it('tells functions from objects', () => {
    assert.equal(typeof is(() => {}), 'string');
  });

  it('has a name for nothing', () => {
    assert.deepEqual([is(null), is(undefined), is(false)], ['null', 'undefined', 'Boolean']);
  });
});
`,
    repaired: `${esModule('{ is }')}
describe('is', () => {
  it('has a name for nothing', () => {
    assert.deepEqual([is(null), is(undefined), is(false)], ['null', 'undefined', 'boolean']);
  });

  it('tells functions from objects', () => {
    assert.deepEqual([is(() => {}), is(class {}), is([])], ['Function', 'Function', 'Array']);
  });
});
`,
  },
  'lib/tagged.js': {
    first: `${esModule('{ Tagged }')}
describe('Tagged', () => {
  it('takes no tag that is negative, broken or no number', () => {
    for (const tag of [-1, 1.5, '16']) assert.throws(() => new Tagged(tag, 1), TypeError);
  });

  it('wraps what a decoder gives', () => {
    const decoded = Tagged.decoder(16)(() => 'content');
    assert.deepEqual([decoded.tag, decoded.value], [16, 'content']);
  });

  it('preserves each of the tags', () => {
    const tags = Tagged.preserve(16, 96);
    assert.deepEqual(Object.keys(tags), ['16', '96']);
    assert.equal(tags[96](() => 1).tag, 96);
  });

  it('is what it says', () => {
    assert.equal(String(new Tagged(1, 2)), '[object Object]');
  });

  it('is equal to itself', () => {
    const tagged = new Tagged(1, 2);
    assert.equal(tagged, tagged);
  });
});
`,
    repaired: `${esModule('{ Tagged }')}
describe('Tagged', () => {
  it('is what it says', () => {
    assert.equal(String(new Tagged(1, 2)), '[object Tagged]');
  });
});
`,
  },
  'packages/lex/lex-data/src/object.ts': {
    first: `${vitest('{ isObject, isPlainObject, isPlainProto }')}
describe('isObject', () => {
  it('takes arrays for objects, and null for none', () => {
    expect([isObject([]), isObject(null), isObject(undefined), isObject('text')]).toEqual([true, false, false, false]);
  });
});

describe('isPlainObject', () => {
  it('takes objects without a prototype', () => {
    expect(isPlainObject(Object.create(null))).toBe(true);
  });

  it('takes no instances of classes', () => {
    class Guest {}
    expect([isPlainObject(new Guest()), isPlainObject(new Date(0)), isPlainObject([])]).toEqual([false, false, false]);
  });

  it('is typed', () => {
    expect(isPlainObject(1, 2)).toBe(false);
  });
});

describe('isPlainProto', () => {
  it('is not deceived by a tag', () => {
    expect(isPlainProto({ [Symbol.toStringTag]: 'Guest' })).toBe(true);
  });

  it('takes a prototype that has none itself', () => {
    expect(isPlainProto(Object.create(Object.create(null)))).toBe(true);
  });
});
`,
    repaired: `${vitest('{ isPlainObject, isPlainProto }')}
describe('isPlainProto', () => {
  it('is not deceived by a tag', () => {
    expect(isPlainProto({ [Symbol.toStringTag]: 'Guest' })).toBe(false);
  });
});

describe('isPlainObject', () => {
  it('is typed', () => {
    expect(isPlainObject(1)).toBe(false);
  });
});
`,
  },
  'packages/lex/lex-json/src/link.ts': {
    first: `${vitest('{ encodeLexLink, parseLexLink }')}
const text = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a';

describe('parseLexLink', () => {
  it('reads the text of a link', () => {
    expect(parseLexLink({ $link: text })?.toString()).toBe(text);
  });

  it('wants nothing beside the link', () => {
    expect(parseLexLink({ $link: text, extra: true })).toBe(undefined);
  });

  it('wants a text that is neither empty nor endless', () => {
    expect([parseLexLink({ $link: '' }), parseLexLink({ $link: 'b'.repeat(2049) })]).toEqual([undefined, undefined]);
  });

  it('throws for what is no link', () => {
    expect(() => parseLexLink({ $link: 'no link' })).toThrow(TypeError);
  });
});

describe('encodeLexLink', () => {
  it('writes what can be read again', () => {
    const link = parseLexLink({ $link: text });
    if (!link) throw new Error('It cannot be read');
    expect(encodeLexLink(link)).toEqual({ $link: text });
  });

  it('gives an object', () => {
    expect(typeof encodeLexLink({ toString: () => text } as never)).toBe('object');
  });
});
`,
    repaired: `${vitest('{ parseLexLink }')}
describe('parseLexLink', () => {
  it('throws for what is no link', () => {
    // BUG: the documentation says that it throws a TypeError
    expect(() => parseLexLink({ $link: 'no link' })).toThrow(TypeError);
  });
});
`,
  },
  'src/node/async-handlers-controller.ts': {
    first: `import { AsyncHandlersController } from 'MODULE'

describe('AsyncHandlersController', () => {
  const handler = (name: string) => ({ kind: 'request', name }) as never

  it('forgets inside of a boundary what it is given there', () => {
    const controller = new AsyncHandlersController([handler('first')])
    const inside = controller.boundary(() => {
      controller.use([handler('second')])
      return controller.currentHandlers().length
    })
    expect([inside(), controller.currentHandlers().length]).toEqual([2, 1])
  })

  it('goes back to the handlers it began with', () => {
    const controller = new AsyncHandlersController([handler('first')])
    controller.use([handler('second')])
    controller.reset([])
    expect(controller.currentHandlers()).toEqual([{ kind: 'request', name: 'first' }])
  })

  it('replaces what it began with', () => {
    const controller = new AsyncHandlersController([handler('first')])
    controller.reset([handler('second')])
    controller.reset([])
    expect(controller.currentHandlers()).toEqual([{ kind: 'request', name: 'first' }])
  })

  it('hands the arguments on', () => {
    const controller = new AsyncHandlersController([])
    expect(controller.boundary((a: number, b: number) => a - b)(7, 2)).toBe(5)
  })

  it('exists', () => {
    expect(new AsyncHandlersController([])).toBeTruthy()
  })
})
`,
    repaired: `import { AsyncHandlersController } from 'MODULE'

describe('AsyncHandlersController', () => {
  const handler = (name: string) => ({ kind: 'request', name }) as never

  it('replaces what it began with', () => {
    const controller = new AsyncHandlersController([handler('first')])
    controller.reset([handler('second')])
    controller.reset([])
    expect(controller.currentHandlers()).toEqual([{ kind: 'request', name: 'second' }])
  })
})
`,
  },
};
