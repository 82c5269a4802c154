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
 * The environment of a child that runs the user's code: what programs need to start, `TZ`, `NODE_ENV=test`, a
 * fixed language and a temporary folder, so that recordings do not depend on the machine. No keys, no `NODE_OPTIONS`.
 */
export function createSandboxEnvironment(
  inherited: NodeJS.ProcessEnv,
  timeZone: string,
  temporaryFolder?: string,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of inheritedNames) {
    const value = inherited[name];
    if (value !== undefined) environment[name] = value;
  }
  if (temporaryFolder !== undefined)
    for (const name of ['TMPDIR', 'TEMP', 'TMP']) environment[name] = temporaryFolder;
  return { ...environment, TZ: timeZone, NODE_ENV: 'test', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' };
}
