import assert from 'node:assert/strict';
import { measureCode } from '../../../../../../src/adapters/languages/typescript/measures/measureCode';
import { parseFile } from '../../../../../../src/adapters/languages/typescript/syntax/parsedFile';
import { estimateTokens } from '../../../../../../src/core/routing/tokenEstimate';

const measure = (text: string, path = 'a.ts') => measureCode(parseFile(path, text));

describe('measureCode', () => {
  it('finds nothing in nothing', () => {
    assert.deepEqual(measure(''), {
      tokens: 0,
      statements: 0,
      functions: 0,
      cyclomatic: 1,
      maxNesting: 0,
      branches: 0,
      asyncOperations: 0,
      sideEffects: 0,
      dependencies: 0,
    });
  });

  it('estimates the tokens of the whole text', () => {
    const text = '// A comment counts, too.\nconst one = 1;\n';
    assert.equal(measure(text).tokens, estimateTokens(text));
  });

  it('counts statements and functions with a body, and nothing of types', () => {
    const { statements, functions } = measure(`
      interface A { f(): void }
      type B = A extends string ? 1 : 2;
      declare function g(): void;
      abstract class C { abstract h(): void; get k() { return 1; } constructor() { this.k; } }
      function overloaded(a: string): void;
      function overloaded(a: unknown) { [1].map((x) => x); }
    `);
    assert.equal(functions, 4);
    assert.equal(statements, 3);
  });

  it('takes the cyclomatic number of the hardest function, not their sum', () => {
    const { cyclomatic } = measure(`
      if (top) {}
      function easy(a) { return a ? 1 : 2; }
      function hard(a, b = 1) {
        for (const x of a) if (x && b || x ?? a) continue; else if (b) break;
        switch (b) { case 1: case 2: break; default: }
        try { while (a) {} do {} while (b); } catch {}
        return () => (a ? b : a ? 1 : 2);
      }
    `);
    // 1 + default, for, if, &&, ||, ??, else if, two cases, catch, while, do; the arrow function is one of its own.
    assert.equal(cyclomatic, 13);
  });

  it('counts branches as paths', () => {
    assert.equal(measure('if (a) {} else {}').branches, 2);
    assert.equal(measure('const x = a ? 1 : 2;').branches, 2);
    assert.equal(measure('switch (a) { case 1: case 2: default: }').branches, 3);
    assert.equal(measure('const { a = 1 } = b || c;').branches, 2);
    assert.equal(measure('a ??= 1; a ||= 2;').branches, 2);
    assert.equal(measure('while (a) {}').branches, 0);
  });

  it('counts nesting, else-if chains as one level and functions inside functions as one more', () => {
    assert.equal(measure('function f() { return 1; }').maxNesting, 0);
    assert.equal(measure('if (a) {} else if (b) {} else if (c) {}').maxNesting, 1);
    assert.equal(measure('function f() { for (;;) { if (a) { while (b) {} } } }').maxNesting, 3);
    assert.equal(measure('function f() { return () => () => (a ? 1 : 2); }').maxNesting, 3);
    assert.equal(measure('const f = () => 1;').maxNesting, 0);
  });

  it('counts waiting, promises, timers and asynchronous functions', () => {
    assert.equal(measure('async function f() { await g(); for await (const x of y) {} }').asyncOperations, 3);
    assert.equal(measure('p.then(f).catch(g).finally(h);').asyncOperations, 3);
    assert.equal(measure('Promise.all([]); new Promise(f); setTimeout(f, 1);').asyncOperations, 3);
    assert.equal(measure('map.set(1, 2); new Map();').asyncOperations, 0);
  });

  it('counts events, handlers and callbacks as asynchronous', () => {
    const count = (text: string) => measure(text).asyncOperations;
    assert.equal(count("a.on('x', f); a.addEventListener('x', f); a.emit('x'); s.subscribe(f);"), 4);
    assert.equal(count('socket.onclose = () => {}; xhr.onload = function () {}; a.once = f;'), 2);
    assert.equal(count('function f(path, callback) { callback(path); }'), 1);
    assert.equal(count('const callback = () => 1; callback(); new AbortController();'), 1);
    assert.equal(count('process.nextTick(f); scheduler.schedule(f);'), 2);
  });

  it('counts writes to what outlives the call', () => {
    const effects = (text: string) => measure(text).sideEffects;
    assert.equal(effects('function f(a) { a.x = 1; a[0] += 2; a.n++; delete a.x; this.y ||= 1; }'), 5);
    assert.equal(effects('let total = 0; const f = (n) => { total += n; total++; };'), 2);
    assert.equal(effects('const f = (n) => { let total = 0; total += n; n++; return -n; };'), 0);
  });

  it('counts writes to variables of a function around the one that writes', () => {
    const effects = (text: string) => measure(text).sideEffects;
    assert.equal(effects('function f() { let calls = 0; return () => { calls++; calls = 0; }; }'), 2);
    assert.equal(effects('function f(a) { var n; return { set n(m) { a = n = m; } }; }'), 2);
    assert.equal(
      effects('function f() { let n = 0; { n = 1; } for (n of []) {} return () => { let n; n = 2; }; }'),
      0,
    );
  });

  it('takes a function that is called at once for a part of the one around it', () => {
    const effects = (text: string) => measure(text).sideEffects;
    assert.equal(effects('function f(a) { let n = 0; a.forEach((x) => { n += x; }); return n; }'), 0);
    assert.equal(effects('function f(a) { let n = 0; a.later((x) => { n += x; }); return n; }'), 1);
  });

  it('lets a function change what it has made itself', () => {
    const effects = (text: string) => measure(text).sideEffects;
    assert.equal(
      effects('function f() { const a = {}; a.x = 1; const b = []; b[0] = 1; b.push(2); delete a.x; }'),
      0,
    );
    assert.equal(effects('class A { constructor() { this.x = 1; } }'), 0);
    assert.equal(effects('class A { x = 0; add() { this.x = 1; this.list.push(1); } }'), 2);
    assert.equal(effects('module.exports = f; exports.g = g; A.prototype.h = function () {};'), 0);
  });

  it('counts changes of collections that are not its own', () => {
    const effects = (text: string) => measure(text).sideEffects;
    assert.equal(effects('const seen = new Set(); function f(list, x) { seen.add(x); list.push(x); }'), 2);
    assert.equal(effects('function f(text) { const parts = split(text); parts.pop(); return parts; }'), 0);
    assert.equal(effects("import { list } from './list'; const f = () => list.push(1);"), 1);
  });

  it('counts uses of the world around the program', () => {
    const effects = (text: string) => measure(text).sideEffects;
    assert.equal(effects('console.log(1); process.exit(1); window.a.b(); fetch(u);'), 4);
    assert.equal(effects('Math.random(); Date.now(); new Date(); new WebSocket(u);'), 4);
    assert.equal(effects('Math.max(1, 2); new Date(5); [1].map(f); new Map();'), 0);
    assert.equal(effects("import fs, { rm } from 'node:fs'; fs.promises.readFile(p); rm(p);"), 2);
    assert.equal(effects("const { exec } = require('child_process'); exec(c);"), 1);
    assert.equal(effects("import { join } from 'node:path'; join(a, b);"), 0);
  });

  it('counts the modules it needs at run time once each', () => {
    const count = (text: string) => measure(text).dependencies;
    assert.equal(count("import a from 'a'; import * as b from 'b'; import 'c'; export * from 'd';"), 4);
    assert.equal(count("import a from 'a'; const b = require('a'); import('a');"), 1);
    assert.equal(
      count("import type { A } from 'a'; import { type B } from 'b'; export type { C } from 'c';"),
      0,
    );
    assert.equal(count("import c = require('c'); import('d'); require(name);"), 2);
  });

  it('measures broken text as far as it can be read', () => {
    const { functions, cyclomatic } = measure('function f(a) { if (a) { return 1;');
    assert.deepEqual([functions, cyclomatic], [1, 2]);
  });

  it('survives expressions that nest as deep as a file is long', () => {
    const sum = Array.from({ length: 20_000 }, (_, index) => index).join(' + ');
    assert.equal(measure(`export const sum = ${sum};`).statements, 1);
  });

  it('reads JavaScript and JSX', () => {
    const text = 'export const A = ({ on }) => (on ? <b onClick={() => go()} /> : null);';
    assert.deepEqual([measure(text, 'a.jsx').branches, measure(text, 'a.jsx').functions], [2, 2]);
  });
});
