import path from 'node:path';
import { compilerPath } from './compilerPath';
import { readLibraryTexts } from './libraryTexts';
import { ProjectChecker } from './projectChecker';
import { findProjectConfig, type ProjectConfig } from './projectConfig';
import type {
  FoundProblem,
  OrderedText,
  TypeCheckAnswer,
  TypeCheckOrder,
  TypeCheckWorkerData,
} from './typeCheckOrder';

/** Projects whose program is kept for the next check. */
const mostProjects = 3;

/** Checks texts, each with the configuration that holds where it stands. */
export class TextChecker {
  private readonly checkers = new Map<string, ProjectChecker>();
  private libraryTexts: ReadonlyMap<string, string> | undefined;

  constructor(private readonly data: TypeCheckWorkerData) {}

  check({ files }: TypeCheckOrder): TypeCheckAnswer {
    const byConfig = new Map<string, { readonly config: ProjectConfig; readonly files: OrderedText[] }>();
    for (const file of files) {
      const found = findProjectConfig(file.path, this.data.workspaceRoot);
      if (found.status === 'unavailable') return found;
      const group = byConfig.get(found.config.path) ?? { config: found.config, files: [] };
      byConfig.set(found.config.path, group);
      group.files.push(file);
    }
    const problems: FoundProblem[] = [];
    for (const { config, files: group } of byConfig.values()) {
      const answer = this.checkerFor(config).check(config, group);
      if (answer.status === 'unavailable') return answer;
      problems.push(...answer.problems);
    }
    return { status: 'checked', problems };
  }

  private checkerFor(config: ProjectConfig): ProjectChecker {
    this.libraryTexts ??= readLibraryTexts(this.data.libraryPath);
    const folder = compilerPath(path.dirname(config.path));
    const checker = this.checkers.get(config.path) ?? new ProjectChecker(folder, this.libraryTexts);
    // The one that was used last is the last to go.
    this.checkers.delete(config.path);
    this.checkers.set(config.path, checker);
    const [oldest] = this.checkers.keys();
    if (this.checkers.size > mostProjects && oldest !== undefined) this.checkers.delete(oldest);
    return checker;
  }
}
