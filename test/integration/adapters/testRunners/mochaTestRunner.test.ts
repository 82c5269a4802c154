import { testRunnerContract } from '../../../contracts/testRunnerContract';

describe('Mocha runner', () => {
  describe('ES modules', () => {
    testRunnerContract({
      fixture: 'mocha',
      framework: 'mocha',
      existingTest: 'test/shipping.test.js',
      testFolder: 'test',
      testSuffix: '.test.js',
      source: 'src/shipping.js',
      header: [
        `import assert from 'node:assert/strict';`,
        `import { Depot, quote, shippingCents } from '../src/shipping.js';`,
      ].join('\n'),
      skip: 'it.skip',
      brokenImport: `import './nowhere.js';`,
      load: 'await import',
      hasExportStatement: false,
      moduleFile: 'src/clock.js',
      exporting: (declaration) => `export const ${declaration};`,
      moduleImport: `import { now } from '../src/clock.js';`,
      shortTimeout: ['', ').timeout(800'],
    });
  });

  describe('TypeScript through tsx, configured to run in parallel', () => {
    testRunnerContract({
      fixture: 'mocha-ts',
      framework: 'mocha',
      existingTest: 'test/shipping.test.ts',
      testFolder: 'test',
      testSuffix: '.test.ts',
      source: 'src/shipping.ts',
      header: [
        `import assert from 'node:assert/strict';`,
        `import { Depot, quote, shippingCents } from '../src/shipping';`,
      ].join('\n'),
      skip: 'it.skip',
      brokenImport: `import './nowhere';`,
      load: 'await import',
      hasExportStatement: false,
      moduleFile: 'src/clock.ts',
      exporting: (declaration) => `export const ${declaration};`,
      moduleImport: `import { now } from '../src/clock';`,
      shortTimeout: ['', ').timeout(800'],
    });
  });
});
