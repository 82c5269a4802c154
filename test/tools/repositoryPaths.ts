import path from 'node:path';

/** Absolute path of the repository: the folder with package.json. */
export const repositoryRoot = path.resolve(__dirname, '..', '..');

/** Absolute path of the git-ignored folder for everything that can be made again; may not exist yet. */
export const cacheDirectory = path.join(repositoryRoot, '.cache');

/** Absolute path of the folder that screenshots are written to; may not exist yet. */
export const screenshotDirectory = path.join(cacheDirectory, 'screenshots');

/** Another extension of the editor, with a model of its own, that uses models and tools of others. */
export const neighbourExtension = path.join(repositoryRoot, 'test', 'fixtures', 'neighbour-extension');

/** Another extension of the editor that starts runs and weighs the memory of the extension host. */
export const hostMeterExtension = path.join(repositoryRoot, 'test', 'fixtures', 'host-meter');

/** Absolute path of the extension as users install it, once `npm run package` has made it. */
export const packagedVsix = path.join(cacheDirectory, 'agentic-qe-fleet.vsix');
