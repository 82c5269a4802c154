import assert from 'node:assert/strict';
import { renderCatalogue, toCatalogueRecords } from '../../../../src/core/reports/catalogueReport';
import { embeddedModel } from '../../../../src/core/routing/modelCatalog';
import { aModel } from '../../../support/routingBuilders';

const entries = [
  { model: embeddedModel, availability: { ok: true } },
  { model: aModel('claude-x'), availability: { ok: false, reason: 'no key is set up for anthropic' } },
  {
    model: aModel('own', { provider: 'ollama', prices: undefined, pricesAsOf: undefined }),
    availability: { ok: true },
  },
] as const;

describe('renderCatalogue', () => {
  it('shows prices per million tokens with their date, the context, and why a model cannot be used', () => {
    const cells = renderCatalogue(entries)
      .slice(0, 4)
      .map((line) => line.split(/ {3,}/));
    assert.deepEqual(cells, [
      [
        'Model',
        'provider',
        'tier',
        'input',
        'output',
        'cache read',
        'cache write',
        'as of',
        'context',
        'available',
      ],
      ['embedded', 'embedded', 'complex', '$0.00', '$0.00', '$0.00', '$0.00', '–', 'any', 'yes'],
      [
        ...['claude-x', 'anthropic', 'complex', '$1.00', '$5.00', '$0.10', '$1.25', '2026-09-23', '200,000'],
        'no: no key is set up for anthropic',
      ],
      ['own', 'ollama', 'complex', 'unknown', 'unknown', 'unknown', 'unknown', '–', '200,000', 'yes'],
    ]);
  });
});

describe('toCatalogueRecords', () => {
  it('gives dollars per million tokens, and null for what is not known or without a limit', () => {
    const [embedded, claude, own] = toCatalogueRecords(entries);
    assert.deepEqual(
      [embedded?.contextWindow, embedded?.maxOutputTokens, embedded?.isAvailable],
      [null, null, true],
    );
    assert.deepEqual(claude?.prices, { input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25 });
    assert.deepEqual([claude?.isAvailable, claude?.reason], [false, 'no key is set up for anthropic']);
    assert.deepEqual([own?.prices, own?.pricesAsOf, own?.reason], [null, null, null]);
  });
});
