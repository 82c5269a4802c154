/** Variables without which programs cannot start or find their libraries on one of the platforms. */
const inheritedNames = [
  'PATH',
  'Path',
  'SystemRoot',
  'windir',
  'SystemDrive',
  'ComSpec',
  'PATHEXT',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
];

/**
 * The environment of a child that runs the user's code: what programs need to start, `TZ`, `NODE_ENV=test` and a fixed
 * language, so that recordings do not depend on the machine. No keys, no `NODE_OPTIONS`.
 */
export function createSandboxEnvironment(
  inherited: NodeJS.ProcessEnv,
  timeZone: string,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of inheritedNames) {
    const value = inherited[name];
    if (value !== undefined) environment[name] = value;
  }
  return { ...environment, TZ: timeZone, NODE_ENV: 'test', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' };
}
