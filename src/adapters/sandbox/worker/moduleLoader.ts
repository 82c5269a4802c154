import fs from 'node:fs';
import Module, { createRequire, isBuiltin } from 'node:module';
import path from 'node:path';
import { resolveImportOnly, resolveSpecifier } from './resolveSpecifier';
import { transpileModule } from './transpileModule';
import type { WorldGuard } from './worldGuard';

interface LoadedModule {
  readonly filename: string | null;
  exports: unknown;
  _compile(code: string, filename: string): unknown;
}

type Extension = (module: LoadedModule, filename: string) => void;

/** The parts of Node's CommonJS loader that loaders of all kinds have been hooking for a decade. */
interface CommonJsLoader {
  readonly _extensions: Record<string, Extension>;
  _resolveFilename(specifier: string, parent: LoadedModule | null | undefined, ...rest: unknown[]): string;
  _load(specifier: string, ...rest: unknown[]): unknown;
}

const loader = Module as unknown as CommonJsLoader;
const assetExtensions = [
  '.svg',
  '.png',
  '.jpg',
  '.jpeg',
  '.gif',
  '.webp',
  '.avif',
  '.ico',
  '.woff',
  '.woff2',
  '.mp3',
  '.mp4',
];
const styleExtensions = ['.css', '.scss', '.sass', '.less', '.styl'];

export interface ModuleLoaderOptions {
  readonly workspaceRoot: string;
  /** The module under test and the text to load in its place. */
  readonly file: string;
  readonly code: string;
  readonly guard: WorldGuard;
}

/** Hooks Node's loader so that sources of the workspace load as their tools would load them. */
export class ModuleLoader {
  private readonly target: string;

  constructor(private readonly options: ModuleLoaderOptions) {
    this.target = fs.realpathSync(options.file);
    this.hookExtensions();
    this.hookResolution();
  }

  /** Loads the module under test and returns its exports. */
  load(): unknown {
    return createRequire(this.target)(this.target);
  }

  private hookExtensions(): void {
    const extensions = loader._extensions;
    const originalJs = extensions['.js'] as Extension;
    const originals: Readonly<Record<string, Extension>> = {
      '.js': originalJs,
      '.mjs': extensions['.mjs'] ?? originalJs,
    };
    for (const extension of ['.js', '.jsx', '.mjs', '.cjs', '.ts', '.tsx', '.mts', '.cts']) {
      extensions[extension] = (module, filename) => {
        const isScript = extension === '.js' || extension === '.mjs' || extension === '.cjs';
        if (isScript && filename !== this.target && isInstalled(filename)) {
          (originals[extension] ?? originalJs)(module, filename);
        } else {
          module._compile(this.transpile(filename), filename);
        }
      };
    }
    for (const extension of styleExtensions) {
      extensions[extension] = (module) => {
        module.exports = {};
      };
    }
    for (const extension of assetExtensions) {
      extensions[extension] = (module, filename) => {
        module.exports = filename;
      };
    }
  }

  private transpile(filename: string): string {
    const source = filename === this.target ? this.options.code : fs.readFileSync(filename, 'utf8');
    try {
      return transpileModule(source.replace(/^\uFEFF/, ''), filename);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // Sucrase's own messages begin with the path already.
      throw new SyntaxError(
        `${this.relative(filename)}: ${reason.replace(`Error transforming ${filename}: `, '')}`,
      );
    }
  }

  private hookResolution(): void {
    const { guard } = this.options;
    const originalLoad = loader._load.bind(loader);
    const originalResolve = loader._resolveFilename.bind(loader);
    loader._load = (...args) => guard.whileLoading(() => originalLoad(...args));
    loader._resolveFilename = (specifier, parent, ...rest) =>
      guard.whileLoading(() => {
        const importer = parent?.filename;
        if (!importer || isBuiltin(specifier) || isInstalled(importer)) {
          return originalResolve(specifier, parent, ...rest);
        }
        return (
          resolveSpecifier(specifier, importer) ??
          this.resolveByNode(specifier, importer, () => originalResolve(specifier, parent, ...rest))
        );
      });
  }

  private resolveByNode(specifier: string, importer: string, resolve: () => string): string {
    try {
      return resolve();
    } catch (error) {
      const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
      if (code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') {
        const entry = resolveImportOnly(specifier, importer);
        if (entry !== undefined) return entry;
      }
      if (code !== 'MODULE_NOT_FOUND') throw error;
      // Keeps the code: `try { require('optional') }` decides by it.
      throw Object.assign(
        new Error(`Cannot find module '${specifier}' imported by ${this.relative(importer)}`),
        { code },
      );
    }
  }

  private relative(file: string): string {
    const root = fs.realpathSync(this.options.workspaceRoot);
    return path.relative(root, file).split(path.sep).join('/');
  }
}

function isInstalled(file: string): boolean {
  return /[\\/]node_modules[\\/]/.test(file);
}
