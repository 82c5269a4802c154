/**
 * Preloaded into a program (`node --require`) whose standard input is a pipe from the process that started it: the end of
 * that pipe means that the starter is gone, however it died. Then the program goes, with its whole process group.
 */
const { isMainThread } = require('node:worker_threads');

const ownIndex = process.execArgv.findIndex((argument) => argument.endsWith('exitWithParent.cjs'));
if (isMainThread && ownIndex > 0) {
  // Children that the program forks inherit these arguments, and their input is not that pipe.
  process.execArgv.splice(ownIndex - 1, 2);
  process.stdin.on('close', () => {
    try {
      if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
    } finally {
      process.exit(1);
    }
  });
  process.stdin.resume();
  // Waiting for it must not keep a program alive that is done.
  process.stdin.unref?.();
}
