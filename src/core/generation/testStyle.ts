import type { ModuleModel } from '../synthesis/moduleModel';
import type { TestProject } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';
import { extensionOf, folderOf, relativeSpecifier } from '../testing/workspacePath';
import type { TestStyle } from './candidate';
import type { CompilerOptions } from './compilerOptions';

export interface StyleEvidence {
  readonly testFile: WorkspacePath;
  readonly model: ModuleModel;
  readonly project: TestProject;
  /** The text whose habits to follow: an existing test file, else the source itself. */
  readonly example: string;
  /** Of the project, by its tsconfig.json. */
  readonly compilerOptions: Pick<CompilerOptions, 'module' | 'moduleResolution'>;
}

/** How a test at `testFile` has to be written so that it fits its neighbours and its imports resolve. */
export function testStyle({ testFile, model, project, example, compilerOptions }: StyleEvidence): TestStyle {
  const language = extensionOf(testFile).includes('t') ? 'typescript' : 'javascript';
  const moduleStyle = moduleStyleOf(testFile, model, project, language);
  return {
    framework: project.framework,
    language,
    moduleStyle,
    hasGlobals: project.hasGlobals,
    ...(project.hasFastCheck && { hasFastCheck: true }),
    quote: (example.match(/"/g)?.length ?? 0) > (example.match(/'/g)?.length ?? 0) ? '"' : "'",
    semicolons:
      (example.match(/;\s*$/gm)?.length ?? 0) * 3 >= (example.match(/[\w)\]'"`]\s*$/gm)?.length ?? 0),
    indent: /^(\t| {2,8})\S/m.exec(example)?.[1] ?? '  ',
    moduleSpecifier: specifierOf(testFile, model, project, {
      language,
      moduleStyle,
      example,
      compilerOptions,
    }),
  };
}

function moduleStyleOf(
  testFile: WorkspacePath,
  model: ModuleModel,
  project: TestProject,
  language: TestStyle['language'],
): TestStyle['moduleStyle'] {
  const extension = extensionOf(testFile);
  if (extension === '.mjs' || extension === '.mts') return 'import';
  if (extension === '.cjs' || extension === '.cts') return 'require';
  if (language === 'typescript' || project.framework === 'vitest') return 'import';
  if (project.framework === 'jest') return model.moduleSystem === 'esm' ? 'import' : 'require';
  return project.isModulePackage ? 'import' : 'require';
}

function specifierOf(
  testFile: WorkspacePath,
  model: ModuleModel,
  project: TestProject,
  style: Pick<TestStyle, 'language' | 'moduleStyle'> & Pick<StyleEvidence, 'example' | 'compilerOptions'>,
): string {
  const extension = extensionOf(model.file);
  const bare = relativeSpecifier(folderOf(testFile), model.file.slice(0, -extension.length));
  if (extension === '.mjs' || extension === '.cjs') return bare + extension;
  if (extension === '.mts' || extension === '.cts') return bare + extension.replace('t', 'j');
  const written = /(?:from|require\()\s*['"]\.{1,2}\/[^'"]*?(\.[cm]?[jt]sx?)?['"]/.exec(style.example);
  if (written && style.example.includes(written[0])) {
    if (written[1]) return bare + (written[1].includes('t') ? extension : '.js');
    return bare;
  }
  if (style.language === 'typescript') {
    const { module, moduleResolution = module } = style.compilerOptions;
    const isNodeResolution = /^node(?:16|18|20|next)$/i.test(moduleResolution ?? '');
    return isNodeResolution ? `${bare}.js` : bare;
  }
  const isNativeModule =
    style.moduleStyle === 'import' && (project.framework === 'mocha' || project.framework === 'node-test');
  return isNativeModule ? bare + extension : bare;
}
