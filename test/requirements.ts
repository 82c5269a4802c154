import { baseAgentRequirements } from './requirements/baseAgent';
import { configurationRequirements } from './requirements/configuration';
import { deploymentRequirements } from './requirements/deployment';
import { errorRequirements } from './requirements/errors';
import { eventRequirements } from './requirements/events';
import { fleetManagerRequirements } from './requirements/fleetManager';
import { mcpRequirements } from './requirements/mcp';
import { memoryRequirements } from './requirements/memory';
import { productRequirements } from './requirements/product';
import { streamingRequirements } from './requirements/streaming';
import { testingRequirements } from './requirements/testing';

/** The promises by area, as the files below `requirements/` hold them. The key of a spec area ends in its section number. */
export const requirementAreas = {
  product: productRequirements,
  streaming: streamingRequirements,
  fleetManager2: fleetManagerRequirements,
  baseAgent3: baseAgentRequirements,
  mcp4: mcpRequirements,
  configuration5: configurationRequirements,
  memory6: memoryRequirements,
  events7: eventRequirements,
  errors8: errorRequirements,
  testing9: testingRequirements,
  deployment10: deploymentRequirements,
} as const;

/**
 * What the product promises, one sentence per promise. Tests cite the promise they prove with `verifies(id)` in their title;
 * the gate (`conformance/requirements.test.ts`) fails on a promise that no test cites and on a citation of no promise.
 *
 * `FM-2.2-3` is the third promise of section 2.2 of the spec, in the form that the decisions on the spec gave it.
 */
export const requirements = {
  ...productRequirements,
  ...streamingRequirements,
  ...fleetManagerRequirements,
  ...baseAgentRequirements,
  ...mcpRequirements,
  ...configurationRequirements,
  ...memoryRequirements,
  ...eventRequirements,
  ...errorRequirements,
  ...testingRequirements,
  ...deploymentRequirements,
} as const;

export type RequirementId = keyof typeof requirements;

/** Suffix for a test title that cites promises: `it(`keeps five of five ${verifies('RUN-1')}`, …)`. */
export function verifies(...ids: readonly RequirementId[]): string {
  return ids.map((id) => `[${id}]`).join(' ');
}

/*
 * notNormative: sentences of the spec’s sections 2–10 that have no entry, and why.
 *
 * 2.1  file path, private fields (id, agents, tasks, database, logger): the layout is this product’s own (decisions, “whole”).
 * 2.1, 2.2, 3.1, 3.2, 4.1  “Before (v1.0.4)” code: describes another product.
 * 2.2  dynamic import of '../agents', 3.2 logger fields’ exact keys beyond those cited: how, not what.
 * 2.2  “no changes required in existing agent code”, 3.2 migration by renaming: there are no agents of before; AGT-3.2-14 to -16 hold.
 * 4.1  name 'agentic-qe-mcp' and version '1.0.5': the server says this product’s name and version.
 * 4.1  setRequestHandler(ListTools…) per tool, capabilities.streaming: replaced by the decision on 4.1 (MCP-4.1-2, -3).
 * 5.2  BUDGET_LIMIT_* defaulting to '0': replaced by the decision on 5.2 (CFG-5.2-7, -8).
 * 5.2  “existing configs work without modification”: the same promise as CFG-5.1-2.
 * 6.2  partition: 'coordination', read–add–write of dailyTotal: replaced by the decisions on 6 and 6.2 (MEM-6.1-1, -6.2-4).
 * 7.3  “Optional: update agent metrics / send alert / trigger fallback”: optional in the spec itself.
 * 8.2  backoff doubled from the first wait, undefined after repeated overflow: replaced by the decision on 8.2 (ERR-8.2-7, -9).
 * 9.1  fleet id and name, api, security, logging sections: “existing config” of the other product; no such settings here.
 * 10.1 “review configuration migration script”: there is nothing to migrate; CFG-5.1-2 covers a configuration of before.
 * 10.1 “update documentation”, “deploy”, “enable for specific agent types / low-risk tasks”, “increase rollout”, “monitor”:
 *      steps of whoever deploys; flags are per fleet (FM-2.2-4) and the spec has no key for more.
 * 10.1 “collect metrics on selection accuracy”, “analyze cost savings”, “review improvements”, “gather user feedback”,
 *      “identify opportunities”: studies after a release, not behaviour.
 * 10.2 “monitor for stabilization”, “investigate and fix”: steps of whoever deploys.
 * Issue 3: chunks per second, first chunk in under 1 ms, stalled reader under 10 MB, flag change within 1 s: measured by
 *      `npm run bench -- streaming memory`; the suite makes no timing assertions (STR-6, STR-13 and ROLL-10.2-1 test the behaviour).
 */
