import { WorkspaceError } from '../../errors';
import type { LineRange } from '../../synthesis/moduleModel';
import type { RunContext } from '../runContext';
import type { RunRecord, RunStore } from '../runStore';
import { TemporaryFiles } from '../temporaryFiles';
import type { OpenWorkbench, Workbench } from '../workbench';
import { checkSelection } from './checkSelection';
import { openTests, type Proposal, type ProposedFile, type ProposedTest } from './proposal';
import type { AcceptedTests, ProposalPlace, Review, ReviewChoice, ReviewRun, ReviewTexts } from './review';
import { type FileState, type ReviewedText, reviewedText } from './reviewedText';

export interface ReviewDependencies {
  readonly runStore: RunStore;
  readonly openWorkbench: OpenWorkbench;
  /** Of the process that reviews: should it be killed, another one removes what it leaves behind. */
  readonly processId: number;
  /** Wall-clock limit for one invocation of a test runner. */
  readonly testRunTimeoutMs: number;
}

/** Puts proposed tests into their files when the user says so, each text only after it has passed every run. */
export class ProposalReview implements Review {
  /** One decision after the other: each builds on what the one before has written. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly dependencies: ReviewDependencies) {}

  async list(workspaceRoot: string): Promise<readonly Proposal[]> {
    const records = await this.dependencies.runStore.list(workspaceRoot);
    return records.flatMap(({ runId, startedAtMs, state, proposals: files = [] }): readonly Proposal[] => {
      return state !== 'undone' && files.length > 0 ? [{ runId, workspaceRoot, startedAtMs, files }] : [];
    });
  }

  async texts(place: ProposalPlace): Promise<ReviewTexts> {
    const { file } = await this.find(place);
    const { state } = await this.stateOf(place, file);
    const open = openTests(file);
    const proposed = reviewedText(file, open, state).text;
    const located = state.language.locateTests(proposed) ?? [];
    const places = open.flatMap(({ candidate: { id, unit, title } }): readonly [string, LineRange][] => {
      const place = located.find((test) => test.title === title && test.suites.at(-1) === unit);
      return place ? [[id, place.range]] : [];
    });
    return { current: state.current, proposed, places: new Map(places) };
  }

  accept(choice: ReviewChoice, run: ReviewRun): Promise<AcceptedTests> {
    return this.afterOthers(() => this.acceptNow(choice, run));
  }

  reject(choice: ReviewChoice): Promise<void> {
    return this.afterOthers(async () => {
      const { record, file } = await this.find(choice);
      const rejected = new Set(chosenOf(file, choice));
      await this.save(
        record,
        withDecisions(file, (test) => (rejected.has(test) ? 'rejected' : undefined)),
      );
    });
  }

  private async acceptNow(choice: ReviewChoice, run: ReviewRun): Promise<AcceptedTests> {
    const { record, file } = await this.find(choice);
    const { state, workbench } = await this.stateOf(choice, file);
    const chosen = chosenOf(file, choice);
    if (chosen.length === 0)
      return { path: file.path, isNew: false, accepted: [], refused: [], basis: 'as-proposed' };
    const reviewed = reviewedText(file, chosen, state);
    const checked = reviewed.isVerified
      ? { text: reviewed.text, refused: [] }
      : await this.check(record, { file, reviewed, workbench, run });
    const reasons = new Map(checked.refused.map(({ candidateId, reason }) => [candidateId, reason]));
    const accepted = chosen.filter(({ candidate }) => !reasons.has(candidate.id));
    if (checked.text !== undefined && accepted.length > 0) {
      const refused = new Set(reasons.keys());
      await this.write(choice, { text: checked.text, checkedIn: state, accepted, refused, workbench });
    }
    return {
      path: file.path,
      isNew: state.current === undefined,
      accepted,
      refused: file.tests.flatMap((test) => {
        const reason = reasons.get(test.candidate.id);
        return reason === undefined ? [] : [{ test, reason }];
      }),
      basis: reviewed.isVerified ? 'as-proposed' : 'checked-again',
    };
  }

  private async check(
    record: RunRecord,
    { file, reviewed, workbench, run }: CheckedText,
  ): Promise<Awaited<ReturnType<typeof checkSelection>>> {
    const { runStore, processId, testRunTimeoutMs } = this.dependencies;
    const project = await workbench.detectProject(file.sourceFile, file.style.framework);
    const temporaryFiles: TemporaryFiles = new TemporaryFiles(workbench.workspace, runStore, () => ({
      ...record,
      state: 'running',
      ownerPid: processId,
      temporaryFiles: temporaryFiles.paths,
      newFolders: [...new Set([...record.newFolders, ...temporaryFiles.newFolders])],
    }));
    const runner = workbench.runnerFor(project.framework);
    let runs = 0;
    const context: RunContext = {
      runId: record.runId,
      runner: {
        framework: runner.framework,
        assertInstalled: (installed) => runner.assertInstalled(installed),
        run: (request, signal) => {
          run.onCheck?.(++runs);
          return runner.run(request, signal);
        },
      },
      temporaryFiles,
      timeoutMs: testRunTimeoutMs,
      onOutput: (text) => run.onOutput?.(text),
      signal: run.signal,
    };
    const { plan, tests, findings } = reviewed;
    try {
      const { sourceFile } = file;
      return await checkSelection({ plan, sourceFile, project, tests, findings }, context);
    } finally {
      await temporaryFiles.removeAll();
      if (temporaryFiles.wereUsed) await runStore.save(record);
    }
  }

  /** @throws WorkspaceError `workspace-file-changed` when the file or the proposal is not as it was when the tests were checked */
  private async write(
    place: ProposalPlace,
    { text, checkedIn, accepted, refused, workbench }: WrittenText,
  ): Promise<void> {
    const { record, file } = await this.find(place);
    const { state } = await this.stateOf(place, file);
    if (state.current !== checkedIn.current || state.source !== checkedIn.source) {
      const edited = state.current === checkedIn.current ? file.sourceFile : file.path;
      throw new WorkspaceError(
        'workspace-file-changed',
        `${edited} was edited while the tests were being checked, so nothing was written.`,
        { hint: 'Accept them again.' },
      );
    }
    const ids = new Set(accepted.map(({ candidate }) => candidate.id));
    const decided = withDecisions({ ...file, written: text }, ({ candidate: { id }, decision }) => {
      if (ids.has(id)) return 'accepted';
      // Accepted before, and does not hold beside the others: it is not in the text any more.
      return decision === 'accepted' && refused.has(id) ? 'rejected' : decision;
    });
    const change = { path: file.path, before: state.current, after: text };
    // Before the file is touched, so that undo knows it even after a crash.
    await this.save({ ...record, changes: [...record.changes, change] }, decided);
    try {
      await workbench.workspace.writeText(file.path, text);
    } catch (error) {
      await this.dependencies.runStore.save(record);
      throw error;
    }
  }

  private async save(record: RunRecord, file: ProposedFile): Promise<void> {
    const proposals = record.proposals?.map((known) => (known.path === file.path ? file : known)) ?? [];
    await this.dependencies.runStore.save({ ...record, proposals });
  }

  private async find({ workspaceRoot, runId, path }: ProposalPlace): Promise<FoundFile> {
    const records = await this.dependencies.runStore.list(workspaceRoot);
    const record = records.find((candidate) => candidate.runId === runId && candidate.state !== 'undone');
    const file = record?.proposals?.find((candidate) => candidate.path === path);
    if (record && file) return { record, file };
    throw new WorkspaceError(
      'workspace-file-changed',
      `The tests proposed for ${path} are not on record any more.`,
      {
        hint: 'Generate again.',
      },
    );
  }

  private async stateOf(
    { workspaceRoot }: ProposalPlace,
    { path, sourceFile }: ProposedFile,
  ): Promise<{ readonly state: FileState; readonly workbench: Workbench }> {
    const workbench = await this.dependencies.openWorkbench(workspaceRoot);
    const language = await workbench.languageFor(sourceFile);
    if (!language)
      throw new WorkspaceError('workspace-file-unsupported', `${sourceFile} is no source file any more.`);
    const { workspace } = workbench;
    const [current, source] = await Promise.all([workspace.readText(path), workspace.readText(sourceFile)]);
    return { state: { current, source, language }, workbench };
  }

  private afterOthers<T>(act: () => Promise<T>): Promise<T> {
    const result = this.last.then(act);
    this.last = result.catch(() => {});
    return result;
  }
}

interface FoundFile {
  readonly record: RunRecord;
  readonly file: ProposedFile;
}

interface CheckedText {
  readonly file: ProposedFile;
  readonly reviewed: ReviewedText;
  readonly workbench: Workbench;
  readonly run: ReviewRun;
}

interface WrittenText {
  readonly text: string;
  /** What the files were when it was checked. */
  readonly checkedIn: FileState;
  readonly accepted: readonly ProposedTest[];
  /** Ids of tests that are not in the text. */
  readonly refused: ReadonlySet<string>;
  readonly workbench: Workbench;
}

/** Of the tests that are open, those that the user means. */
function chosenOf(file: ProposedFile, { candidateIds }: ReviewChoice): readonly ProposedTest[] {
  const open = openTests(file);
  return candidateIds ? open.filter(({ candidate }) => candidateIds.includes(candidate.id)) : open;
}

function withDecisions(
  file: ProposedFile,
  decide: (test: ProposedTest) => ProposedTest['decision'],
): ProposedFile {
  return {
    ...file,
    tests: file.tests.map((test) => {
      const decision = decide(test) ?? test.decision;
      return decision === undefined ? test : { ...test, decision };
    }),
  };
}
