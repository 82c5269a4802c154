import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { fleetConfigSchema } from '../../src/core/config/fleetConfig';
import { costArgumentsSchema } from '../../src/core/toolArguments/costArguments';
import { generationArgumentsSchema } from '../../src/core/toolArguments/generationArguments';
import { routingArgumentsSchema } from '../../src/core/toolArguments/routingArguments';
import { targetArgumentsSchema } from '../../src/core/toolArguments/targetArguments';
import { chatParticipantId, mcpProviderId, routerVendor } from '../../src/frontends/vscode/agentDoorIds';
import { chatCommands } from '../../src/frontends/vscode/chat/chatIntent';
import { type ToolKey, toolNames } from '../../src/frontends/vscode/languageModelTools/toolNames';
import { verifies } from '../requirements';
import { readManifest } from '../support/manifestTexts';
import { missingOptionalPackages } from '../tools/completeLockfile';
import { repositoryRoot } from '../tools/repositoryPaths';

const propertySchema = z
  .object({
    default: z.unknown(),
    scope: z.string().optional(),
    order: z.number(),
    description: z.string().optional(),
    markdownDescription: z.string().optional(),
  })
  .loose();
const manifestSchema = z.object({
  engines: z.object({ vscode: z.string(), node: z.string() }),
  devDependencies: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
  contributes: z.object({
    commands: z.array(z.object({ command: z.string(), category: z.string(), title: z.string() })),
    languageModelTools: z.array(
      z.object({ name: z.string(), modelDescription: z.string(), inputSchema: z.unknown() }).loose(),
    ),
    chatParticipants: z.array(
      z.object({ id: z.string(), commands: z.array(z.object({ name: z.string() }).loose()) }).loose(),
    ),
    languageModelChatProviders: z.array(z.object({ vendor: z.string(), displayName: z.string() })),
    mcpServerDefinitionProviders: z.array(z.object({ id: z.string(), label: z.string() })),
    configuration: z.array(z.object({ title: z.string(), properties: z.record(z.string(), propertySchema) })),
  }),
});
const manifest = manifestSchema.parse(readManifest());
const sections = manifest.contributes.configuration;
/** All declared settings, whatever their section. */
const declared = Object.fromEntries(sections.flatMap(({ properties }) => Object.entries(properties)));

/** Keys of the schema's leaves, e.g. `fleet.maxAgents`, with their defaults; a list and a record are leaves. */
function leavesOf(value: unknown, prefix = ''): [key: string, value: unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[prefix, value]];
  if (Object.keys(value).length === 0) return [[prefix, value]];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, prefix ? `${prefix}.${key}` : key));
}

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly additionalProperties?: JsonSchema | boolean;
}

/** What a value may be, in the words that package.json and the schema share. */
function limitsOf(schema: JsonSchema): unknown {
  if (schema.anyOf) {
    const [first, ...others] = schema.anyOf.map(limitsOf) as { type: unknown }[];
    return { ...first, type: [first?.type, ...others.map(({ type }) => type)] };
  }
  const { type, enum: values, minimum, maximum, required, items, properties } = schema;
  const { minLength, maxLength, pattern, additionalProperties: others } = schema;
  const isGiven = (limit: number | undefined) =>
    limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;
  return {
    type,
    ...(values && { enum: values }),
    ...(isGiven(minimum) && { minimum }),
    ...(isGiven(maximum) && { maximum }),
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(pattern !== undefined && { pattern }),
    ...(required && { required }),
    // Whether more than the listed properties is refused, or only ignored, is for each of the two to say.
    ...(typeof others === 'object' && { additionalProperties: limitsOf(others) }),
    ...(items && { items: limitsOf(items) }),
    ...(properties && { properties: mapValues(properties, limitsOf) }),
  };
}

function mapValues<V, W>(record: Readonly<Record<string, V>>, map: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

describe(`manifest ${verifies('ARC-1')}`, () => {
  it(`declares exactly the settings of the schema, with the same defaults ${verifies('CFG-5.1-3', 'CFG-5.1-4')}`, () => {
    const expected = leavesOf(fleetConfigSchema.parse({})).map(([key, value]) => [`agenticQe.${key}`, value]);
    assert.deepEqual(
      mapValues(declared, (property) => property.default),
      Object.fromEntries(expected),
    );
  });

  it('declares the types and ranges of the schema', () => {
    const schema = z.toJSONSchema(fleetConfigSchema, { io: 'input' }) as JsonSchema;
    const schemaOf = (key: string) =>
      key.split('.').reduce<JsonSchema | undefined>((node, part) => node?.properties?.[part], schema);
    for (const [key, property] of Object.entries(declared)) {
      const expected = schemaOf(key.replace('agenticQe.', ''));
      assert.ok(expected, key);
      assert.deepEqual(limitsOf(property as JsonSchema), limitsOf(expected), key);
    }
  });

  it('shows the settings in titled sections, in their order', () => {
    assert.deepEqual(
      sections.map(({ title }) => title),
      ['General', 'Features', 'Budget', 'Routing', 'Streaming', 'Generation', 'Mutation', 'Quality Gate'],
    );
    for (const { title, properties } of sections) {
      const orders = Object.values(properties).map(({ order }) => order);
      assert.deepEqual(
        orders,
        orders.map((_, index) => index + 1),
        title,
      );
    }
  });

  it('describes every setting, and links only settings that there are', () => {
    const silent = Object.entries(declared).filter(([, property]) => !property.markdownDescription);
    assert.deepEqual(silent, []);
    const linked = Object.values(declared).flatMap(({ markdownDescription = '' }) =>
      [...markdownDescription.matchAll(/`#([^#]+)#`/g)].map(([, key]) => key ?? ''),
    );
    assert.ok(linked.length > 0);
    assert.deepEqual(
      linked.filter((key) => !(key in declared)),
      [],
    );
  });

  it('leaves to the user alone what may be spent, what it is measured by, and where code may be sent', () => {
    const userOnly = Object.keys(declared).filter((key) => declared[key]?.scope === 'application');
    assert.deepEqual(
      userOnly.sort(),
      Object.keys(declared)
        .filter((key) =>
          /\.costTracking\.|\.routing\.(models|providers|forcedModel|allowedModels|exploreRate)$|\.confirmSpending$/.test(
            key,
          ),
        )
        .sort(),
    );
  });

  it('puts every command into one category', () => {
    assert.deepEqual(
      [...new Set(manifest.contributes.commands.map(({ category }) => category))],
      ['Agentic QE'],
    );
  });

  it('declares what the extension registers for agents and chats', () => {
    const { languageModelTools, chatParticipants, mcpServerDefinitionProviders, languageModelChatProviders } =
      manifest.contributes;
    assert.deepEqual(
      languageModelTools.map(({ name }) => name),
      Object.values(toolNames),
    );
    assert.deepEqual(
      chatParticipants.map(({ id, commands }) => [id, commands.map(({ name }) => name)]),
      [[chatParticipantId, [...chatCommands]]],
    );
    assert.deepEqual(
      mcpServerDefinitionProviders.map(({ id }) => id),
      [mcpProviderId],
    );
    assert.deepEqual(
      languageModelChatProviders.map(({ vendor }) => vendor),
      [routerVendor],
    );
  });

  it('declares the arguments of tools as all doors read them', () => {
    const schemas: Readonly<Record<ToolKey, z.core.$ZodType>> = {
      generateTests: generationArgumentsSchema,
      analyzeCoverage: targetArgumentsSchema,
      qualityGate: targetArgumentsSchema,
      explainRouting: routingArgumentsSchema,
      costSummary: costArgumentsSchema,
    };
    for (const [key, schema] of Object.entries(schemas) as [ToolKey, z.core.$ZodType][]) {
      const { $schema: _, ...expected } = z.toJSONSchema(schema, { io: 'input' });
      const tool = manifest.contributes.languageModelTools.find(({ name }) => name === toolNames[key]);
      assert.deepEqual(tool?.inputSchema, expected, key);
    }
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
