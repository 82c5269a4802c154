import assert from 'node:assert/strict';
import {
  mutatedFile,
  mutatedSpecifier,
  redirectedCandidate,
} from '../../../../src/core/mutation/mutatedFile';
import { aCandidate } from '../../../support/builders';

describe('mutated file', () => {
  it('stands beside its source, under a name that tells the run', () => {
    assert.equal(mutatedFile('src/cart.ts', '1a2b3c4d'), 'src/cart.aqe-1a2b3c-mutants.ts');
    assert.equal(mutatedFile('index.test-kit.jsx', '1a2b3c4d'), 'index.test-kit.aqe-1a2b3c-mutants.jsx');
  });

  it('is imported the way its source is', () => {
    const of = (specifier: string, source: string) => mutatedSpecifier(specifier, source, '1a2b3c4d');
    assert.equal(of('./cart', 'src/cart.ts'), './cart.aqe-1a2b3c-mutants');
    assert.equal(of('../src/cart.js', 'src/cart.ts'), '../src/cart.aqe-1a2b3c-mutants.js');
    assert.equal(of('./a.b', 'src/a.b.ts'), './a.b.aqe-1a2b3c-mutants');
  });

  const redirection = { from: './cart', to: './other' };

  it('takes the place of the source in imports and in what a body loads', () => {
    const imports = [
      { specifier: './cart', style: 'import' as const, names: ['a'] },
      { specifier: './cartoon', style: 'import' as const, names: ['b'] },
    ];
    const bodyLines = [
      `const c = await import('./cart'); // './cart'`,
      `require("./cart").a()`,
      `import('./cartoon')`,
    ];
    const redirected = redirectedCandidate(aCandidate({ imports, bodyLines }), redirection);
    assert.deepEqual(
      redirected?.imports.map(({ specifier }) => specifier),
      ['./other', './cartoon'],
    );
    assert.deepEqual(redirected?.bodyLines, [
      `const c = await import('./other'); // './cart'`,
      `require("./other").a()`,
      `import('./cartoon')`,
    ]);
  });

  it('has no test of something else', () => {
    const imports = [{ specifier: './basket', style: 'import' as const, names: ['a'] }];
    assert.equal(redirectedCandidate(aCandidate({ imports }), redirection), undefined);
  });
});
