/** Messages of tests that failed, as each runner reported them (their stacks cut down to a line): Vitest 3.2, Jest 30, Mocha 12, node:test of Node.js 20. */
export const failureTexts = {
  vitest: {
    number: 'AssertionError: expected 1 to be 4 // Object.is equality\n    at /project/src/zz.test.js:4:44',
    undefined:
      'AssertionError: expected undefined to be 4 // Object.is equality\n    at /project/src/zz.test.js:4:44',
    nan: 'AssertionError: expected NaN to be 4 // Object.is equality\n    at /project/src/zz.test.js:4:44',
    null: 'AssertionError: expected null to be 4 // Object.is equality\n    at /project/src/zz.test.js:4:44',
    string:
      "AssertionError: expected 'a' to be 'b' // Object.is equality\n    at /project/src/zz.test.js:4:44",
    multiline:
      "AssertionError: expected 'a\\nb' to be 'b' // Object.is equality\n    at /project/src/zz.test.js:4:44",
    object: 'AssertionError: expected { a: 1 } to deeply equal { a: 2 }\n    at /project/src/zz.test.js:4:44',
    undefinedToEqual:
      'AssertionError: expected undefined to deeply equal { a: 2 }\n    at /project/src/zz.test.js:4:44',
    undefinedToStrictEqual:
      'AssertionError: expected undefined to strictly equal [ 1 ]\n    at /project/src/zz.test.js:4:44',
    nullToEqual: 'AssertionError: expected null to deeply equal [ 1 ]\n    at /project/src/zz.test.js:4:44',
    array:
      'AssertionError: expected [ 1 ] to be 1 // Object.is equality\n    at /project/src/zz.test.js:4:44',
    sameArray:
      'AssertionError: expected [ 1 ] to be [ 1 ] // Object.is equality\n\nIf it should pass with deep equality, replace "toBe" with "toStrictEqual"\n\nExpected: [ 1 ]\nReceived: serializes to the same string\n    at /project/src/zz.test.js:4:44',
    closeTo:
      'AssertionError: expected 0.5 to be close to 0.7, received difference is 0.19999999999999996, but expected 5e-11\n    at /project/src/zz.test.js:4:44',
    truthy: 'AssertionError: expected +0 to be truthy\n    at /project/src/zz.test.js:4:44',
    boolean:
      'AssertionError: expected 1 to be true // Object.is equality\n    at /project/src/zz.test.js:4:44',
    isNull: 'AssertionError: expected 1 to be null\n    at /project/src/zz.test.js:4:44',
    not: 'AssertionError: expected 1 not to be 1 // Object.is equality\n    at /project/src/zz.test.js:4:44',
    throws:
      "AssertionError: expected function to throw an error, but it didn't\n    at /project/src/zz.test.js:4:44",
    throwsOther:
      'AssertionError: expected error to be instance of RangeError\n    at /project/src/zz.test.js:4:44',
    rejects: 'Error: promise resolved "1" instead of rejecting\n    at /project/src/zz.test.js:4:44',
    resolves: 'AssertionError: expected 1 to be 2 // Object.is equality\n    at /project/src/zz.test.js:4:44',
    promise:
      'AssertionError: expected Promise{…} to be 1 // Object.is equality\n    at /project/src/zz.test.js:4:44',
    error:
      "TypeError: Cannot read properties of undefined (reading 'y')\n    at /project/src/zz.test.js:4:44",
    reference: 'ReferenceError: nope is not defined\n    at /project/src/zz.test.js:4:44',
    greater: 'AssertionError: expected 1 to be greater than 3\n    at /project/src/zz.test.js:4:44',
    length:
      'AssertionError: expected [ 1 ] to have a length of 3 but got 1\n    at /project/src/zz.test.js:4:44',
    timeout: 'Error: STACK_TRACE_ERROR\n    at /project/src/zz.test.js:4:44',
    missing:
      "Error: Cannot find package 'no-such-package' imported from '/project/src/zz.test.js'\n    at /project/src/zz.test.js:4:44",
    date: 'AssertionError: expected 1970-01-01T00:00:00.000Z to be 1 // Object.is equality\n    at /project/src/zz.test.js:4:44',
    bigint: 'AssertionError: expected 10n to be 1 // Object.is equality\n    at /project/src/zz.test.js:4:44',
    message:
      'AssertionError: one is two: expected 1 to be 2 // Object.is equality\n    at /project/src/zz.test.js:4:44',
  },
  jest: {
    number:
      'Error: expect(received).toBe(expected) // Object.is equality\n\nExpected: 4\nReceived: 1\n    at /project/src/zz.test.js:4:44',
    undefined:
      'Error: expect(received).toBe(expected) // Object.is equality\n\nExpected: 4\nReceived: undefined\n    at /project/src/zz.test.js:4:44',
    nan: 'Error: expect(received).toBe(expected) // Object.is equality\n\nExpected: 4\nReceived: NaN\n    at /project/src/zz.test.js:4:44',
    null: 'Error: expect(received).toBe(expected) // Object.is equality\n\nExpected: 4\nReceived: null\n    at /project/src/zz.test.js:4:44',
    string:
      'Error: expect(received).toBe(expected) // Object.is equality\n\nExpected: "b"\nReceived: "a"\n    at /project/src/zz.test.js:4:44',
    multiline:
      'Error: expect(received).toBe(expected) // Object.is equality\n\n- Expected  - 0\n+ Received  + 1\n\n+ a\n  b\n    at /project/src/zz.test.js:4:44',
    object:
      'Error: expect(received).toEqual(expected) // deep equality\n\n- Expected  - 1\n+ Received  + 1\n\n  Object {\n-   "a": 2,\n+   "a": 1,\n  }\n    at /project/src/zz.test.js:4:44',
    undefinedToEqual:
      'Error: expect(received).toEqual(expected) // deep equality\n\nExpected: {"a": 2}\nReceived: undefined\n    at /project/src/zz.test.js:4:44',
    undefinedToStrictEqual:
      'Error: expect(received).toStrictEqual(expected) // deep equality\n\nExpected: [1]\nReceived: undefined\n    at /project/src/zz.test.js:4:44',
    nullToEqual:
      'Error: expect(received).toEqual(expected) // deep equality\n\nExpected: [1]\nReceived: null\n    at /project/src/zz.test.js:4:44',
    array:
      'Error: expect(received).toBe(expected) // Object.is equality\n\nExpected: 1\nReceived: [1]\n    at /project/src/zz.test.js:4:44',
    sameArray:
      'Error: expect(received).toBe(expected) // Object.is equality\n\nIf it should pass with deep equality, replace "toBe" with "toStrictEqual"\n\nExpected: [1]\nReceived: serializes to the same string\n    at /project/src/zz.test.js:4:44',
    closeTo:
      'Error: expect(received).toBeCloseTo(expected, precision)\n\nExpected: 0.7\nReceived: 0.5\n\nExpected precision:    10\nExpected difference: < 0.00000000005\nReceived difference:   0.19999999999999996\n    at /project/src/zz.test.js:4:44',
    truthy: 'Error: expect(received).toBeTruthy()\n\nReceived: 0\n    at /project/src/zz.test.js:4:44',
    boolean:
      'Error: expect(received).toBe(expected) // Object.is equality\n\nExpected: true\nReceived: 1\n    at /project/src/zz.test.js:4:44',
    isNull: 'Error: expect(received).toBeNull()\n\nReceived: 1\n    at /project/src/zz.test.js:4:44',
    not: 'Error: expect(received).not.toBe(expected) // Object.is equality\n\nExpected: not 1\n    at /project/src/zz.test.js:4:44',
    throws:
      'Error: expect(received).toThrow(expected)\n\nExpected constructor: RangeError\n\nReceived function did not throw\n    at /project/src/zz.test.js:4:44',
    throwsOther:
      'Error: expect(received).toThrow(expected)\n\nExpected constructor: RangeError\nReceived constructor: TypeError\n\nReceived message: "x"\n    at /project/src/zz.test.js:4:44',
    rejects:
      'Error: expect(received).rejects.toThrow()\n\nReceived promise resolved instead of rejected\nResolved to value: 1\n    at /project/src/zz.test.js:4:44',
    resolves:
      'Error: expect(received).resolves.toBe(expected) // Object.is equality\n\nExpected: 2\nReceived: 1\n    at /project/src/zz.test.js:4:44',
    promise:
      'Error: expect(received).toBe(expected) // Object.is equality\n\nExpected: 1\nReceived: Promise {}\n    at /project/src/zz.test.js:4:44',
    error:
      "TypeError: Cannot read properties of undefined (reading 'y')\n    at /project/src/zz.test.js:4:44",
    reference: 'ReferenceError: nope is not defined\n    at /project/src/zz.test.js:4:44',
    greater:
      'Error: expect(received).toBeGreaterThan(expected)\n\nExpected: > 3\nReceived:   1\n    at /project/src/zz.test.js:4:44',
    length:
      'Error: expect(received).toHaveLength(expected)\n\nExpected length: 3\nReceived length: 1\nReceived array:  [1]\n    at /project/src/zz.test.js:4:44',
    timeout:
      'Error: thrown: "Exceeded timeout of 200 ms for a test.\nAdd a timeout value to this test to increase the timeout, if this is a long-running test. See https://jestjs.io/docs/api#testname-fn-timeout."\n    at /project/src/zz.test.js:4:44',
    missing:
      'TypeError: A dynamic import callback was invoked without --experimental-vm-modules\n    at /project/src/zz.test.js:4:44',
    date: 'Error: expect(received).toBe(expected) // Object.is equality\n\nExpected: 1\nReceived: 1970-01-01T00:00:00.000Z\n    at /project/src/zz.test.js:4:44',
    bigint:
      'Error: expect(received).toBe(expected) // Object.is equality\n\nExpected: 1\nReceived: 10n\n    at /project/src/zz.test.js:4:44',
    message: 'Error: Expect takes at most one argument.\n    at /project/src/zz.test.js:4:44',
  },
  mocha: {
    number:
      'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\n3 !== 4\n    at /project/src/zz.test.js:4:44',
    undefined:
      'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\nundefined !== 4\n    at /project/src/zz.test.js:4:44',
    nan: 'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\nNaN !== 4\n    at /project/src/zz.test.js:4:44',
    null: 'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\nnull !== 4\n    at /project/src/zz.test.js:4:44',
    string:
      "AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\n'a' !== 'b'\n    at /project/src/zz.test.js:4:44",
    multiline:
      "AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\n'a\\nb' !== 'b'\n    at /project/src/zz.test.js:4:44",
    longString:
      "AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n+ actual - expected\n\n+ 'a long text that goes on and on and on and on until it is quite long'\n- 'b long text that goes on and on and on and on until it is quite long'\n    at /project/src/zz.test.js:4:44",
    object:
      'AssertionError [ERR_ASSERTION]: Expected values to be strictly deep-equal:\n+ actual - expected\n\n  {\n+   a: 1\n-   a: 2\n  }\n    at /project/src/zz.test.js:4:44',
    undefinedToEqual:
      'AssertionError [ERR_ASSERTION]: Expected values to be strictly deep-equal:\n+ actual - expected\n\n+ undefined\n- {\n-   a: 2\n- }\n    at /project/src/zz.test.js:4:44',
    nullToEqual:
      'AssertionError [ERR_ASSERTION]: Expected values to be strictly deep-equal:\n+ actual - expected\n\n+ null\n- [\n-   1\n- ]\n    at /project/src/zz.test.js:4:44',
    array:
      'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n+ actual - expected\n\n+ [\n+   1\n+ ]\n- 1\n    at /project/src/zz.test.js:4:44',
    sameArray:
      'AssertionError [ERR_ASSERTION]: Values have same structure but are not reference-equal:\n\n[\n  1\n]\n    at /project/src/zz.test.js:4:44',
    ok: 'AssertionError [ERR_ASSERTION]: The expression evaluated to a falsy value:\n\n  assert.ok(f(0))\n    at /project/src/zz.test.js:4:44',
    boolean:
      'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\n1 !== true\n    at /project/src/zz.test.js:4:44',
    notEqual:
      'AssertionError [ERR_ASSERTION]: Expected "actual" to be strictly unequal to: 1\n    at /project/src/zz.test.js:4:44',
    throws:
      'AssertionError [ERR_ASSERTION]: Missing expected exception (RangeError).\n    at /project/src/zz.test.js:4:44',
    throwsOther:
      'AssertionError [ERR_ASSERTION]: The error is expected to be an instance of "RangeError". Received "TypeError"\n\nError message:\n\nx\n    at /project/src/zz.test.js:4:44',
    throwsShape:
      "AssertionError [ERR_ASSERTION]: Expected values to be strictly deep-equal:\n+ actual - expected\n\n  Comparison {\n    message: 'x',\n+   name: 'TypeError'\n-   name: 'RangeError'\n  }\n    at /project/src/zz.test.js:4:44",
    rejects:
      'AssertionError [ERR_ASSERTION]: Missing expected rejection (RangeError).\n    at /project/src/zz.test.js:4:44',
    promise:
      'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n+ actual - expected\n\n+ Promise {\n+   1\n+ }\n- 1\n    at /project/src/zz.test.js:4:44',
    error:
      "TypeError: Cannot read properties of undefined (reading 'y')\n    at /project/src/zz.test.js:4:44",
    reference: 'ReferenceError: nope is not defined\n    at /project/src/zz.test.js:4:44',
    timeout:
      'Error: Timeout of 200ms exceeded. For async tests and hooks, ensure "done()" is called; if returning a Promise, ensure it resolves. (/project/test/zz.test.js)\n    at /project/src/zz.test.js:4:44',
    missing:
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'no-such-package' imported from /project/test/zz.test.js\n    at /project/src/zz.test.js:4:44",
    date: 'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n+ actual - expected\n\n+ 1970-01-01T00:00:00.000Z\n- 1\n    at /project/src/zz.test.js:4:44',
    bigint:
      'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\n10n !== 1\n    at /project/src/zz.test.js:4:44',
    message: 'AssertionError [ERR_ASSERTION]: one is two\n\n1 !== 2\n    at /project/src/zz.test.js:4:44',
    chaiNumber: 'AssertionError: expected 3 to equal 4\n    at /project/src/zz.test.js:4:44',
    chaiUndefined: 'AssertionError: expected undefined to equal 4\n    at /project/src/zz.test.js:4:44',
    chaiDeep:
      'AssertionError: expected { a: 1 } to deeply equal { a: 2 }\n    at /project/src/zz.test.js:4:44',
    chaiString: "AssertionError: expected 'a' to equal 'b'\n    at /project/src/zz.test.js:4:44",
    chaiTrue: 'AssertionError: expected 1 to be true\n    at /project/src/zz.test.js:4:44',
    chaiThrow: 'AssertionError: expected [Function] to throw RangeError\n    at /project/src/zz.test.js:4:44',
  },
  'node-test': {
    number:
      'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\n3 !== 4\n    at /project/src/zz.test.js:4:44',
    nullToEqual:
      'AssertionError [ERR_ASSERTION]: Expected values to be strictly deep-equal:\n+ actual - expected\n\n+ null\n- [\n-   1\n- ]\n    at /project/src/zz.test.js:4:44',
    throws:
      'AssertionError [ERR_ASSERTION]: Missing expected exception (RangeError).\n    at /project/src/zz.test.js:4:44',
    rejects:
      'AssertionError [ERR_ASSERTION]: Missing expected rejection (RangeError).\n    at /project/src/zz.test.js:4:44',
    promise:
      'Expected values to be strictly equal:\n+ actual - expected\n\n+ Promise {\n+   1,\n+   [Symbol(async_id_symbol)]: 592,\n+   [Symbol(trigger_async_id_symbol)]: 57\n+ }\n- 1\n    at /project/src/zz.test.js:4:44',
    timeout: 'test timed out after 200ms\n    at /project/src/zz.test.js:4:44',
    missing:
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'no-such-package' imported from /project/test/zz.test.js\n    at /project/src/zz.test.js:4:44",
    message: 'AssertionError [ERR_ASSERTION]: one is two\n\n1 !== 2\n    at /project/src/zz.test.js:4:44',
  },
} as const;
