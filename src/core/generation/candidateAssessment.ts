import type { FleetConfig } from '../config/fleetConfig';
import { TestRunnerError } from '../errors';
import { KillMeter } from '../mutation/killMeter';
import type { WorldEffect } from '../synthesis/scenario';
import type { TestPlan } from './2-planTests';
import type { WrittenTests } from './3-writeTests';
import { runTests } from './4-runTests';
import { checkCandidateTypes } from './checkCandidateTypes';
import { Dossier } from './dossier';
import { readExistingTests } from './existingTests';
import { groupByImports } from './importConflicts';
import type { Rejection } from './rejection';
import type { RunContext } from './runContext';
import { screenCandidates } from './screening/screenCandidates';
import type { CandidateEvidence } from './testEvidence';
import type { Workbench } from './workbench';

export interface AssessmentOptions {
  readonly workbench: Workbench;
  readonly context: RunContext;
  readonly settings: FleetConfig['mutation'];
  readonly notice: (message: string) => Promise<void>;
  /** Aborted: nothing more is tried than what has to be. */
  readonly stop: AbortSignal;
}

/** Puts candidates through the filters, whoever wrote them, and keeps a dossier for each source file. All belong to one project. */
export class CandidateAssessment {
  private readonly byPlan = new Map<TestPlan, Dossier>();
  private readonly meters = new Map<Dossier, KillMeter>();
  private hasToldOfTypes = false;

  constructor(private readonly options: AssessmentOptions) {}

  get dossiers(): readonly Dossier[] {
    return [...this.byPlan.values()];
  }

  /** Begins the dossier of a plan. */
  async open(plan: TestPlan): Promise<void> {
    const existing = await readExistingTests(plan, this.options.workbench.workspace);
    this.byPlan.set(plan, new Dossier(plan, existing));
  }

  /** Puts new candidates through the filters, each with what it leaves of them. */
  async assess(written: readonly WrittenTests[]): Promise<void> {
    const { context, workbench } = this.options;
    for (const item of written) this.screen(item);
    const typed = await checkCandidateTypes(this.openOnes(written), {
      typeChecker: workbench.typeChecker,
      signal: context.signal,
      onNotice: async (message) => {
        if (this.hasToldOfTypes) return;
        this.hasToldOfTypes = true;
        await this.options.notice(message);
      },
    });
    for (const dossier of this.dossiers) dossier.reject(typed);
    for (const { plan, candidates } of this.openOnes(written)) {
      const dossier = this.dossierOf(plan);
      const { conflicting } = groupByImports(candidates, dossier.passing);
      dossier.reject(new Map([...conflicting].map(([{ id }, rejection]) => [id, rejection])));
    }
    const evidence = await runTests(this.openOnes(written), context);
    for (const item of evidence) {
      const dossier = this.dossierOf(item.written.plan);
      dossier.note(item);
      dossier.reject(touchesOfWorld(item.byCandidate));
    }
    for (const { plan } of written) await this.measureKills(this.dossierOf(plan));
  }

  private screen(written: WrittenTests): void {
    const dossier = this.dossierOf(written.plan);
    // One that failed may be given back as it is, by an author who holds that the code is wrong; but only once.
    const found = dossier.candidates.filter(({ id }) => dossier.findingOf(id) !== undefined);
    const earlier = [...dossier.passing, ...found];
    dossier.add(written);
    const existing = dossier.existing.tests.map(({ test }) => test);
    dossier.reject(screenCandidates(written.candidates, { plan: written.plan, existing, earlier }));
  }

  private openOnes(written: readonly WrittenTests[]): readonly WrittenTests[] {
    return written
      .map((item) => {
        const dossier = this.dossierOf(item.plan);
        return { ...item, candidates: item.candidates.filter((candidate) => dossier.isOpen(candidate)) };
      })
      .filter(({ candidates }) => candidates.length > 0);
  }

  private async measureKills(dossier: Dossier): Promise<void> {
    const { settings, workbench, context, notice, stop } = this.options;
    if (!settings.enabled || stop.aborted || dossier.passing.length === 0) return;
    const meter =
      this.meters.get(dossier) ??
      new KillMeter(
        dossier.plan,
        { existing: dossier.existing, instrumenter: workbench.mutants, settings },
        context,
      );
    this.meters.set(dossier, meter);
    const result = await meter.measure(dossier.passing);
    if (result.status === 'measured') dossier.kills = result;
    else await notice(`${dossier.plan.target.path}: mutants were not tried. ${result.reason}`);
  }

  /** The same for candidates of a later round: should they break the runner, that is held against them, not against earlier ones. */
  async assessLater(written: WrittenTests): Promise<void> {
    try {
      await this.assess([written]);
    } catch (error) {
      if (!(error instanceof TestRunnerError)) throw error;
      const rejection: Rejection = { reason: 'failed', detail: error.message };
      this.dossierOf(written.plan).reject(new Map(written.candidates.map(({ id }) => [id, rejection])));
    }
  }

  private dossierOf(plan: TestPlan): Dossier {
    const dossier = this.byPlan.get(plan);
    if (!dossier) throw new RangeError(`Nothing is known of ${plan.target.path}`);
    return dossier;
  }
}

function touchesOfWorld(
  byCandidate: ReadonlyMap<string, Pick<CandidateEvidence, 'effects'>>,
): ReadonlyMap<string, Rejection> {
  return new Map(
    [...byCandidate]
      .filter(([, { effects }]) => effects.length > 0)
      .map(([id, { effects }]) => [
        id,
        { reason: 'touches-world', detail: `It touches ${effects.map(nameOfEffect).join(' and ')}.` },
      ]),
  );
}

function nameOfEffect(effect: WorldEffect): string {
  switch (effect) {
    case 'file-system':
      return 'the file system';
    case 'network':
      return 'the network';
    case 'process':
      return 'processes';
    case 'environment':
      return 'what other tests see';
  }
}
