/** The part of `vscode.WorkspaceConfiguration` that is read here. */
export interface SettingsSource {
  get(key: string): unknown;
}

/**
 * The settings of section `agenticQe` as one plain object, ready for `parseFleetConfig`. Settings of later versions must be
 * added here; the conformance test between package.json and the schema does not see this list, the unit test does.
 */
export function readSettings(source: SettingsSource): unknown {
  return {
    testFramework: source.get('testFramework'),
    nodePath: source.get('nodePath'),
    fleet: {
      maxAgents: source.get('fleet.maxAgents'),
      taskTimeoutSeconds: source.get('fleet.taskTimeoutSeconds'),
    },
    budget: { daily: source.get('budget.daily') },
  };
}
