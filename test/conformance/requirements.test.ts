import assert from 'node:assert/strict';
import { requirements } from '../requirements';
import { readSource, sourceFiles } from '../support/sourceFiles';

describe('requirements', () => {
  const citations = sourceFiles('test')
    .filter((file) => file.endsWith('.test.ts') || file.includes('/contracts/'))
    .flatMap((file) => [...readSource(file).matchAll(/verifies\(([^)]*)\)/g)].map((match) => match[1] ?? ''))
    .flatMap((list) => [...list.matchAll(/'([A-Z]+-[^']+)'/g)].map((match) => match[1] ?? ''));

  it('are each cited by a test', () => {
    const uncited = Object.keys(requirements).filter((id) => !citations.includes(id));
    assert.deepEqual(uncited, []);
  });

  it('exist for every citation', () => {
    assert.deepEqual(
      citations.filter((id) => !(id in requirements)),
      [],
    );
  });
});
