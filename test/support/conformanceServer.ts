import path from 'node:path';
import { serveMcp } from '../../src/mcpServer';
import { repositoryRoot } from '../tools/repositoryPaths';
import { registerConformanceFixtures } from './conformanceFixtures';

/** The product's own MCP server with the fixtures of the conformance suite beside its tools. */
void serveMcp(process.argv.slice(2), {
  extend: registerConformanceFixtures,
  distFolder: path.join(repositoryRoot, 'dist'),
}).then((exitCode) => {
  process.exit(exitCode);
});
