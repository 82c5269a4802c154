import { testRunnerContract } from '../../../contracts/testRunnerContract';

describe('Vitest runner', () => {
  testRunnerContract({
    fixture: 'vitest',
    framework: 'vitest',
    existingTest: 'src/shipping.test.ts',
    testFolder: 'src',
    testSuffix: '.test.ts',
    source: 'src/shipping.ts',
    header: [
      `import { describe, it } from 'vitest';`,
      `import assert from 'node:assert/strict';`,
      `import { Depot, quote, shippingCents } from './shipping';`,
    ].join('\n'),
    skip: 'it.skip',
    brokenImport: `import './nowhere';`,
    load: 'await import',
    hasExportStatement: false,
    moduleFile: 'src/clock.ts',
    exporting: (declaration) => `export const ${declaration};`,
    moduleImport: `import { now } from './clock';`,
    shortTimeout: ['', ', 800'],
  });
});
