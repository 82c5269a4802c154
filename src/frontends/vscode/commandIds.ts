/** Every command of the extension by its handler's name; package.json declares exactly these ids. */
export const commandIds = {
  generateTests: 'agenticQe.generateTests',
  generateTestsForSelection: 'agenticQe.generateTestsForSelection',
  generateTestsForLines: 'agenticQe.generateTestsForLines',
  generateTestsForUncovered: 'agenticQe.generateTestsForUncovered',
  analyzeCoverage: 'agenticQe.analyzeCoverage',
  runQualityGate: 'agenticQe.runQualityGate',
  cancelRun: 'agenticQe.cancelRun',
  stopRun: 'agenticQe.stopRun',
  reviewProposedTests: 'agenticQe.reviewProposedTests',
  acceptProposedTests: 'agenticQe.acceptProposedTests',
  rejectProposedTests: 'agenticQe.rejectProposedTests',
  acceptProposedTest: 'agenticQe.acceptProposedTest',
  rejectProposedTest: 'agenticQe.rejectProposedTest',
  undoLastRun: 'agenticQe.undoLastRun',
  showPanel: 'agenticQe.showPanel',
  showCosts: 'agenticQe.showCosts',
  showLog: 'agenticQe.showLog',
  showMetrics: 'agenticQe.showMetrics',
  disableAllFeatures: 'agenticQe.disableAllFeatures',
  setApiKey: 'agenticQe.setApiKey',
  removeApiKey: 'agenticQe.removeApiKey',
  testConnection: 'agenticQe.testConnection',
  showCatalogue: 'agenticQe.showCatalogue',
  explainRouting: 'agenticQe.explainRouting',
  exportCosts: 'agenticQe.exportCosts',
  raiseBudget: 'agenticQe.raiseBudget',
} as const;

export type CommandName = keyof typeof commandIds;

/** Type of the webview panel; package.json activates the extension when VS Code restores one. */
export const panelViewType = 'agenticQe.fleetPanel';
