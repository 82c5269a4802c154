import assert from 'node:assert/strict';
import { createTypeScriptLanguageAdapter } from '../../../../../src/adapters/languages/typescript/typeScriptLanguageAdapter';
import type { InspectResult } from '../../../../../src/core/testing/languageAdapter';

const language = createTypeScriptLanguageAdapter();
const inspect = (path: string, source: string): Promise<InspectResult> =>
  language.inspect(path, source, async () => undefined);

describe('TypeScript language adapter', () => {
  it('handles sources, not declarations', () => {
    for (const path of ['a.ts', 'a.tsx', 'a.mts', 'a.cts', 'a.js', 'a.jsx', 'src/a.mjs', 'a.cjs'])
      assert.ok(language.handles(path), path);
    for (const path of ['a.d.ts', 'a.d.mts', 'a.d.css.ts', 'a.json', 'a.py', 'ts'])
      assert.ok(!language.handles(path), path);
  });

  it('reports the first syntax error with its line', async () => {
    assert.deepEqual(await inspect('a.ts', 'const a = 1;\nconst b = ;\nconst c = ;'), {
      status: 'syntax-error',
      message: 'Expression expected.',
      line: 2,
    });
    assert.deepEqual(await inspect('a.js', 'function f( {'), {
      status: 'syntax-error',
      message: "'}' expected.",
      line: 1,
    });
  });

  const typeScriptOnly: readonly (readonly [string, RegExp])[] = [
    ['let a: number = 1;', /Type annotations/],
    ['function f(a?) {}', /'\?' modifier/],
    ['interface A {}', /'interface'/],
    ['enum A {}', /'enum'/],
    ['type A = 1;', /Type aliases/],
    ['const a = b as string;', /Type assertion/],
    ['const a = b!;', /Non-null/],
    ['class A { private x = 1 }', /'private' modifier/],
    ['class A implements B {}', /'implements'/],
    ["import type { A } from './a';", /'import type'/],
    ["import { type A } from './a';", /'type' modifiers/],
    ['class A extends B<string> {}', /Type arguments/],
    ['function f<T>() {}', /Type parameter/],
    ['declare const a;', /'declare' modifier/],
    ['namespace A { const b = 1; }', /'namespace'/],
    ['function f();\nfunction f() {}', /Signature/],
  ];
  for (const [source, message] of typeScriptOnly) {
    it(`finds TypeScript syntax in a JavaScript file: ${source}`, async () => {
      const result = await inspect('a.js', `'x';\n${source}`);
      assert.ok(result.status === 'syntax-error');
      assert.match(result.message, message);
      assert.equal(result.line, 2);
      assert.notEqual((await inspect('a.ts', source)).status, 'syntax-error');
    });
  }

  it('accepts what modern JavaScript, JSX and modules by name allow', async () => {
    const sources: Readonly<Record<string, string>> = {
      'a.js': '#!/usr/bin/env node\nclass A { #x = 1; static { this.y = 2; } } const v = a?.b ?? <p>{c}</p>;',
      'a.mjs': 'await start();',
      'a.cjs': 'with (a) { b = 010; }',
      'a.tsx': 'const f = <T,>(a: T) => <p>{a as string}</p>;',
      'a.mts': 'await start<string>();',
    };
    for (const [path, source] of Object.entries(sources))
      assert.equal((await inspect(path, source)).status, 'inspected', path);
  });
});
