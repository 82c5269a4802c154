import { throwIfAborted } from '../../base/abort';
import { afterChange, type FinalScenario, type RejectedScenario } from './finalScenario';
import { mineOracles } from './oracles/oracleMiner';
import { observeTwice, type StabilityRequest } from './oracles/stabilityCheck';
import { changesBefore, preparingCalls } from './search/moduleChanges';
import type { LocalNameOf } from './search/scenarioBuilder';
import type { TestableUnit } from './search/testableUnit';
import type { ProvenScenario } from './selection/testCost';

export interface MinedScenarios {
  readonly proven: readonly ProvenScenario[];
  readonly rejected: readonly RejectedScenario[];
}

export interface ScenarioMinerOptions {
  readonly request: StabilityRequest;
  readonly units: readonly TestableUnit[];
  readonly localNameOf: LocalNameOf;
  /** Values outside of the declared types are only tried where nobody checks types. */
  readonly staysInType: boolean;
}

/** Turns scenarios that showed something into what tests can assert. */
export class ScenarioMiner {
  constructor(private readonly options: ScenarioMinerOptions) {}

  /**
   * Looks at every scenario in two fresh worlds. Those that begin with a change of the module are only worth it where all others
   * still hold beside them.
   */
  async prove(
    finals: readonly FinalScenario[],
    answering: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<MinedScenarios> {
    const plain = finals.filter(({ entry }) => changesBefore(entry.plan) === '');
    if (plain.length === finals.length) return await this.provePrepared(finals, answering, signal);
    const alone = await this.proveAsTheyAre(plain, answering, signal);
    const together = await this.provePrepared(finals, answering, signal);
    const held = new Set(together.proven.map(({ mined: { scenario } }) => scenario.id));
    return alone.proven.every(({ mined: { scenario } }) => held.has(scenario.id)) ? together : alone;
  }

  /**
   * Those that show something else in the other world, where the module holds something else, begin with a call that changes it, as
   * long as there is one that helps.
   */
  private async provePrepared(
    finals: readonly FinalScenario[],
    answering: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<MinedScenarios> {
    const first = await this.proveAsTheyAre(finals, answering, signal);
    const unstable = new Map(
      first.rejected.flatMap((each) => (each.isUnstable ? [[each.scenario.id, each]] : [])),
    );
    let stable = finals.filter(({ scenario }) => !unstable.has(scenario.id));
    let { proven } = first;
    for (const change of unstable.size > 0 ? preparingCalls(this.options.units) : []) {
      if (unstable.size === 0) break;
      const prepared = [...unstable.values()].map((final) =>
        afterChange(final, change, this.options.localNameOf),
      );
      // Beside those that are stable, as in the test file.
      const mined = await this.proveAsTheyAre([...stable, ...prepared], answering, signal);
      const held = new Set(mined.proven.map(({ mined: { scenario } }) => scenario.id));
      proven = mined.proven;
      stable = [...stable, ...prepared].filter(({ scenario }) => held.has(scenario.id));
      for (const id of held) unstable.delete(id);
    }
    const rejected = first.rejected.filter(
      ({ isUnstable, scenario }) => !isUnstable || unstable.has(scenario.id),
    );
    return { proven, rejected };
  }

  /** Keeps those that show the same in both worlds. */
  private async proveAsTheyAre(
    finals: readonly FinalScenario[],
    answering: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<MinedScenarios> {
    const { request, units, staysInType } = this.options;
    const observations = await observeTwice(
      request,
      finals.map(({ scenario }) => scenario),
      signal,
    );
    throwIfAborted(signal);
    const classNames = new Set(units.flatMap((unit) => (unit.kind === 'class' ? [unit.localName] : [])));
    const fieldsArePublic = !staysInType;
    const proven: ProvenScenario[] = [];
    const rejected: RejectedScenario[] = [];
    for (const final of finals) {
      const { unit, entry, scenario, showsChange, isDocumented = false } = final;
      const twice = observations.get(scenario.id) ?? { home: undefined, abroad: undefined };
      const undefinedIsAnswer = answering.has(scenario.subject);
      const result = mineOracles(scenario, twice, { undefinedIsAnswer, classNames, fieldsArePublic });
      if (result.status === 'mined')
        proven.push({ unit, plan: entry.plan, mined: result.mined, showsChange, isDocumented });
      else rejected.push({ ...final, reason: result.reason, isUnstable: result.isUnstable ?? false });
    }
    return { proven, rejected };
  }
}
