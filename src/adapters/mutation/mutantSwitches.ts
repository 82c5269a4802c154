import { probeKey } from '../../core/testing/testProbe';

/**
 * The functions that Stryker's instrumented code calls at each mutant, in place of Stryker's own, which keep their state on the global
 * object: Jest gives each test file another one. They stand at the end, behind directives and comments that have to come first,
 * and are hoisted. Outside of the coverage probe no mutant is ever active.
 * @param wanted ids of the mutants that may be switched on
 */
export function withMutantSwitches(code: string, wanted: readonly string[]): string {
  const [, hashbang = '', rest = ''] = /^(#!.*\n)?([\s\S]*)$/.exec(code) ?? [];
  return `${hashbang}// @ts-nocheck
/* eslint-disable */
${rest}
${switches(wanted)}`;
}

/** The names are those that Stryker's transformer writes into the code. Plain enough for every dialect and version. */
function switches(wanted: readonly string[]): string {
  const ids = Object.fromEntries(wanted.map((id) => [id, 1]));
  return `
function stryNS_9fa48() {
  var probe = typeof process === 'object' && process ? process['${probeKey}'] : undefined;
  var ns = (probe && probe.mutants) || {};
  stryNS_9fa48 = function () { return ns; };
  return ns;
}
function stryWanted_9fa48() {
  var ids = ${JSON.stringify(ids)};
  stryWanted_9fa48 = function () { return ids; };
  return ids;
}
function stryCov_9fa48() {
  var ns = stryNS_9fa48();
  var coverage = ns.mutantCoverage;
  if (!coverage) return;
  var test = ns.currentTestId;
  var counts = test === undefined ? coverage.static : coverage.perTest[test] || (coverage.perTest[test] = {});
  var wanted = stryWanted_9fa48();
  for (var i = 0; i < arguments.length; i++) {
    if (wanted[arguments[i]] === 1) counts[arguments[i]] = (counts[arguments[i]] || 0) + 1;
  }
}
function stryMutAct_9fa48(id) {
  var ns = stryNS_9fa48();
  if (ns.activeMutant !== id) return false;
  ns.hitCount = (ns.hitCount || 0) + 1;
  return true;
}
`;
}
