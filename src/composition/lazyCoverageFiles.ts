import type { CoverageFiles } from '../core/coverageAnalysis/coverageFiles';

/** Readers and writers of other tools' formats: loaded when the first such file is read or written. */
export const lazyCoverageFiles: CoverageFiles = {
  read: async (...parameters) => (await load()).read(...parameters),
  write: async (...parameters) => (await load()).write(...parameters),
};

async function load(): Promise<CoverageFiles> {
  const module = await import('../adapters/coverage/coverageFiles');
  return module.coverageFiles;
}
