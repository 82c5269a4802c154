import { testRunnerContract } from '../../../contracts/testRunnerContract';

describe('Jest runner', () => {
  testRunnerContract({
    fixture: 'jest',
    framework: 'jest',
    existingTest: 'test/shipping.test.js',
    testFolder: 'test',
    testSuffix: '.test.js',
    source: 'src/shipping.js',
    header: [
      `const assert = require('node:assert/strict');`,
      `const { Depot, quote, shippingCents } = require('../src/shipping');`,
    ].join('\n'),
    skip: 'it.skip',
    brokenImport: `require('./nowhere');`,
    load: 'require',
    hasExportStatement: true,
    moduleFile: 'src/clock.js',
    exporting: (declaration) => `module.exports.${declaration};`,
    moduleImport: `const { now } = require('../src/clock');`,
    shortTimeout: ['', ', 800'],
  });
});
