import path from 'node:path';
import ts from 'typescript';
import { compilerPath } from './compilerPath';
import { controlText } from './controlText';
import type { ProjectConfig } from './projectConfig';
import { TextHost } from './textHost';
import type { FoundProblem, OrderedText, TypeCheckAnswer } from './typeCheckOrder';

/** JavaScript without declarations is no fault of who imports it. */
const untypedModule = 7016;

/** Checks texts of one project, and remembers what it has read of it for the next time. */
export class ProjectChecker {
  private readonly host: TextHost;
  private program: ts.Program | undefined;
  private options = '';

  constructor(folder: string, libraryTexts: ReadonlyMap<string, string>) {
    this.host = new TextHost(folder, libraryTexts);
  }

  check(config: ProjectConfig, files: readonly OrderedText[]): TypeCheckAnswer {
    const controls = controlsOf(files);
    const texts = new Map([...files, ...controls].map(({ path: file, text }) => [compilerPath(file), text]));
    this.host.replaceTexts(texts);
    const program = this.programOf(config, [...texts.keys(), ...config.ambientFiles]);
    const [missing] = program.getGlobalDiagnostics();
    if (missing)
      return { status: 'unavailable', reason: `Types of the language are missing: ${messageOf(missing)}` };
    // The files first: the compiler makes only ten suggestions of what was meant.
    const found = files.flatMap((file) => problemsOf(program, file.path));
    const excused = new Set(controls.flatMap((control) => problemsOf(program, control.path)).map(keyOf));
    const problems = found.filter(
      (problem) => problem.code !== untypedModule && !excused.has(keyOf(problem)),
    );
    return { status: 'checked', problems };
  }

  private programOf(
    { options, path: configFilePath }: ProjectConfig,
    rootNames: readonly string[],
  ): ts.Program {
    const known = JSON.stringify(options);
    // Files were read under the options of before.
    const oldProgram = known === this.options ? this.program : undefined;
    if (!oldProgram) this.host.forgetFiles();
    this.options = known;
    this.program = ts.createProgram({
      rootNames,
      options: { ...options, configFilePath },
      host: this.host,
      ...(oldProgram && { oldProgram }),
    });
    return this.program;
  }
}

/** One beside the files of each folder and extension: both decide what a text means and finds. */
function controlsOf(files: readonly OrderedText[]): readonly OrderedText[] {
  const groups = new Map<string, ts.SourceFile[]>();
  for (const { path: file, text } of files) {
    const control = path.join(path.dirname(file), `aqe-control.test${path.extname(file)}`);
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
    groups.set(control, [...(groups.get(control) ?? []), source]);
  }
  return [...groups].map(([control, sources]) => ({ path: control, text: controlText(sources) }));
}

function problemsOf(program: ts.Program, file: string): readonly FoundProblem[] {
  const source = program.getSourceFile(compilerPath(file));
  if (!source) return [];
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    .filter(({ category }) => category === ts.DiagnosticCategory.Error)
    .map((diagnostic) => ({
      path: file,
      line: source.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line + 1,
      code: diagnostic.code,
      message: messageOf(diagnostic),
    }));
}

/** The same for the same complaint; a name that is not found is the same whatever is proposed in its place. */
function keyOf({ code, message }: FoundProblem): string {
  return /^Cannot find name '[^']*'/.exec(message)?.[0] ?? `${code} ${message}`;
}

const noOverloadMatches = 2769;

/** The sentence at the head of the chain of causes; where that says no more than that something is wrong, the one at its end. */
function messageOf({ code, messageText }: ts.Diagnostic): string {
  let chain = messageText;
  while (code === noOverloadMatches && typeof chain !== 'string' && chain.next?.length)
    chain = chain.next[chain.next.length - 1] ?? chain.messageText;
  return (typeof chain === 'string' ? chain : chain.messageText).replace(/\s+/g, ' ');
}
