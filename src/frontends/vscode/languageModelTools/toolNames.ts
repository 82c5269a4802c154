/** Every tool for the editor's agents by the name that package.json declares it under. The same tools as those of the MCP server. */
export const toolNames = {
  generateTests: 'agenticQe_generateTests',
  analyzeCoverage: 'agenticQe_analyzeCoverage',
  qualityGate: 'agenticQe_qualityGate',
  explainRouting: 'agenticQe_explainRouting',
  costSummary: 'agenticQe_costSummary',
} as const;

export type ToolKey = keyof typeof toolNames;
