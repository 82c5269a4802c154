import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { verifies } from '../requirements';
import {
  catalogProviders,
  installedVersion,
  pricesPublished,
  readCatalogSources,
} from '../tools/catalogSources';
import { catalogDataPath, catalogDataText } from '../tools/generateCatalog';

/**
 * Models on whose price the two packages do not agree, and why. None of them is in the catalogue under a price that is not
 * sure. Whatever else differs is news: look up the provider's price list before it goes in here.
 */
const knownDifferences: Readonly<Record<string, string>> = {
  'claude-mythos-5': 'not in genai-prices',
  'claude-mythos-5-1': 'not in genai-prices',
  'claude-sonnet-4-20250514': 'llm-zoo has 5/25 for one of two entries; Anthropic charged 3/15; switched off',
  'gpt-oss-120b': 'open weights: whoever serves it has a price of his own',
  'gpt-oss-20b': 'open weights: whoever serves it has a price of his own',
  'gpt-5.6-sol': 'one of three entries of llm-zoo is for priority processing, at twice the price',
  'gemini-3-flash-preview': 'llm-zoo has the price of gemini-2.5-flash; switched off',
  'gemini-3.6-flash': 'the price changes on 2027-01-01',
  'gemini-3.7-flash': 'the price changes on 2027-01-01',
  'gemini-3.8-flash': 'the price changes on 2027-01-01',
  'gemini-flash-latest': 'not in genai-prices: another model every few months',
};

describe('catalogue', () => {
  const sources = readCatalogSources();

  it(`is what the packages that are installed say (npm run catalog) ${verifies('CAT-1')}`, () => {
    assert.equal(readFileSync(catalogDataPath, 'utf8').replaceAll('\r\n', '\n'), catalogDataText());
  });

  it('has the day on which the installed prices were published', () => {
    assert.equal(installedVersion('@pydantic/genai-prices'), pricesPublished.version);
  });

  for (const provider of catalogProviders) {
    it(`has prices of ${provider} on which two sources agree, but for known differences`, () => {
      const different = sources
        .filter((source) => source.provider === provider)
        .filter(({ prices, zooPrices }) => {
          return prices?.input !== zooPrices.input || prices.output !== zooPrices.output;
        });
      assert.deepEqual(
        [...new Set(different.map(({ zooName }) => zooName))].filter((name) => !(name in knownDifferences)),
        [],
      );
    });
  }

  it('lists no difference that is gone', () => {
    const gone = Object.keys(knownDifferences).filter((name) =>
      sources
        .filter(({ zooName }) => zooName === name)
        .every(({ prices, zooPrices }) => {
          return prices?.input === zooPrices.input && prices.output === zooPrices.output;
        }),
    );
    assert.deepEqual(gone, []);
  });

  it('compares enough models to mean something', () => {
    const agreed = sources.filter(({ prices, zooPrices }) => prices?.input === zooPrices.input);
    assert.ok(agreed.length >= 70, String(agreed.length));
  });
});
