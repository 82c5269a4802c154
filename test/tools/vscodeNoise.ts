/** Native modules are not built here: each of them costs pages of such lines at every start, which say nothing. */
const noise = new RegExp(
  [
    /^\s+at |^ → |\.node',?$|^\s*(tries: \[|\]|\})\s*$/,
    /^Require stack:|^- .*\.js$|bindings file|native-watchdog|\/watchdog'|spdlog|vsda/,
    /\[Service Worker\] registration|allow-scripts and allow-same-origin|is already registered|HTTP response code \(404\)|status of 404|same-origin iframe|local-network-access|gallery as it is disabled|provider 'github' to register|Activating extension 'vscode\.typescript-language|dist\/browser\/extension\.js|Creation of workbench contribution/,
  ]
    .map((part) => part.source)
    .join('|'),
);

/** The lines of a VS Code log without the stacks of native modules that are not built, and without empty lines. */
export function withoutNoise(log: string): string[] {
  return log.split('\n').filter((line) => line.trim() !== '' && !noise.test(line));
}
