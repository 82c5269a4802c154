import type { AnalysisDependencies } from '../../src/core/coverageAnalysis/analyzeCoverage';

/** For work that measures no complexity and reads no coverage file. */
export const analysisFakes: Pick<AnalysisDependencies, 'meter' | 'coverageFiles'> = {
  meter: { measure: async () => undefined },
  coverageFiles: {
    read: async () => {
      throw new Error('No coverage file is read here');
    },
    write: async () => {
      throw new Error('No coverage file is written here');
    },
  },
};
