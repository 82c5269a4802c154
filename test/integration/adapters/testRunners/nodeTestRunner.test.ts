import { testRunnerContract } from '../../../contracts/testRunnerContract';

const header = [
  `import { describe, it } from 'node:test';`,
  `import assert from 'node:assert/strict';`,
  `import { Depot, quote, shippingCents } from '../src/shipping.js';`,
].join('\n');

describe('node:test runner', () => {
  describe('JavaScript', () => {
    testRunnerContract({
      fixture: 'node-test',
      framework: 'node-test',
      existingTest: 'test/shipping.test.js',
      testFolder: 'test',
      testSuffix: '.test.js',
      source: 'src/shipping.js',
      header,
      skip: 'it.skip',
      brokenImport: `import './nowhere.js';`,
      load: 'await import',
      hasExportStatement: false,
      moduleFile: 'src/clock.js',
      exporting: (declaration) => `export const ${declaration};`,
      moduleImport: `import { now } from '../src/clock.js';`,
      shortTimeout: ['{ timeout: 800 }, ', ''],
    });
  });

  describe('TypeScript through the loader in the npm script', () => {
    testRunnerContract({
      fixture: 'node-test-ts',
      framework: 'node-test',
      existingTest: 'test/shipping.test.ts',
      testFolder: 'test',
      testSuffix: '.test.ts',
      source: 'src/shipping.ts',
      header,
      skip: 'it.skip',
      brokenImport: `import './nowhere.js';`,
      load: 'await import',
      hasExportStatement: false,
      moduleFile: 'src/clock.ts',
      exporting: (declaration) => `export const ${declaration};`,
      moduleImport: `import { now } from '../src/clock.js';`,
      shortTimeout: ['{ timeout: 800 }, ', ''],
    });
  });
});
