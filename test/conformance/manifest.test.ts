import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { fleetConfigSchema } from '../../src/core/config/fleetConfig';
import { verifies } from '../requirements';
import { missingOptionalPackages } from '../tools/completeLockfile';
import { repositoryRoot } from '../tools/repositoryPaths';

const manifestSchema = z.object({
  engines: z.object({ vscode: z.string(), node: z.string() }),
  devDependencies: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
  contributes: z.object({
    commands: z.array(z.object({ command: z.string(), category: z.string(), title: z.string() })),
    configuration: z.object({
      properties: z.record(
        z.string(),
        z
          .object({
            default: z.unknown(),
            description: z.string().optional(),
            markdownDescription: z.string().optional(),
          })
          .loose(),
      ),
    }),
  }),
});
const manifest = manifestSchema.parse(
  JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8')),
);

/** Keys of the schema's leaves, e.g. `fleet.maxAgents`, with their defaults. */
function leavesOf(value: unknown, prefix = ''): [key: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return [[prefix, value]];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, prefix ? `${prefix}.${key}` : key));
}

describe(`manifest ${verifies('ARC-1')}`, () => {
  it('declares exactly the settings of the schema, with the same defaults', () => {
    const declared = Object.entries(manifest.contributes.configuration.properties).map(([key, property]) => [
      key,
      property.default,
    ]);
    const expected = leavesOf(fleetConfigSchema.parse({})).map(([key, value]) => [`agenticQe.${key}`, value]);
    assert.deepEqual(Object.fromEntries(declared), Object.fromEntries(expected));
  });

  it('describes every setting', () => {
    const silent = Object.entries(manifest.contributes.configuration.properties)
      .filter(([, property]) => !property.description && !property.markdownDescription)
      .map(([key]) => key);
    assert.deepEqual(silent, []);
  });

  it('puts every command into one category', () => {
    assert.deepEqual(
      [...new Set(manifest.contributes.commands.map(({ category }) => category))],
      ['Agentic QE'],
    );
  });

  it('pins every dependency exactly', () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d/.test(version),
    );
    assert.deepEqual(loose, []);
  });

  it('takes the editor types of the oldest editor it supports', () => {
    assert.equal(`^${manifest.devDependencies['@types/vscode']}`, manifest.engines.vscode);
  });

  it('locks the binaries of every platform, so that `npm ci` works on all of them (npm run lock)', () => {
    const lock = JSON.parse(readFileSync(path.join(repositoryRoot, 'package-lock.json'), 'utf8')) as {
      packages: Parameters<typeof missingOptionalPackages>[0];
    };
    assert.deepEqual(
      missingOptionalPackages(lock.packages).map(({ key }) => key),
      [],
    );
  });
});
