/** What a run, the sandbox, the ledger and the front ends promise. */
export const productRequirements = {
  'RUN-1': 'A kept test passed 5 runs out of 5 of the final file in the workspace’s own runner.',
  'RUN-2':
    'A kept test adds statements or branches, or notices a mutant, beside what the existing suite and the tests kept before it do.',
  'RUN-3':
    'Every candidate ends in exactly one receipt with verdict, reason, runs, added coverage, model and cost.',
  'RUN-4':
    'A figure is measured, estimated with its basis, or unavailable with its reason; there is no bare guess.',
  'RUN-5': 'A run touches no file but the target test files and leaves no temporary file, cancelled or not.',
  'RUN-6': 'An existing test file is merged into, never overwritten; a conflict leaves it as it is.',
  'RUN-7': 'A run can be undone in one step; files edited since are left alone and named.',
  'RUN-8': 'Tests go where the nearest existing convention puts them, with imports that resolve.',
  'RUN-9': 'Cancelling a run kills its child processes before the run is reported as ended.',
  'RUN-10': 'A test whose outcome depends on time zone, time, randomness or order is not kept.',
  'RUN-11': 'What was interrupted by a kill is cleaned up by the next run in the workspace.',
  'RUN-12':
    'Each filter drops what it is for, with the reason in the receipt, and one bad test costs no other its place.',
  'RUN-13': 'A test that fails because the code is wrong is offered as a finding and never changed to pass.',
  'RUN-14': 'Nothing is paid before the plan and its likely cost were shown and agreed to.',
  'RUN-15': 'A run that is stopped by its goal, its time or the user judges and keeps what has passed.',
  'RUN-16':
    'Proposed tests are written only when they are accepted, in a text that passed every run; what is rejected leaves nothing.',
  'MUT-1': 'A mutant counts as noticed by a test only when the test fails with it and passes again without.',
  'ERR-1': 'A folder without package.json gives one message that says what to do.',
  'ERR-2': 'A file with a syntax error gives one message with its line.',
  'ERR-3': 'A framework that is not installed gives one message that says what to do.',
  'ERR-4': 'A module that throws, exits or loops forever on import gives one message and leaves no process.',
  'ERR-5': 'A read-only folder gives one message and nothing is written.',
  'ERR-6': 'In an untrusted workspace nothing is executed and the user is told.',
  'SBX-1':
    'Code under observation cannot write files, open connections or start processes; the attempt disqualifies the test.',
  'SBX-2': 'A scenario that never returns is killed and the others go on.',
  'FRM-1': 'Vitest, Jest, Mocha and node:test are detected, with the reason, and can be overridden.',
  'FRM-2': 'Every runner reports real per-test results and coverage measured in its own processes.',
  'LED-1': 'Every call of a model, a free one included, is one ledger row, however the call ended.',
  'LED-2': 'An acknowledged row survives a restart and a kill, once.',
  'LED-3': 'Two processes can write the ledger at the same time without losing a row.',
  'CFG-1': 'A wrong setting is refused with its key and its value.',
  'UI-1': 'Commands, menus, status bar and panel work in real VS Code.',
  'UI-3':
    'Generated tests are in the Testing view, run, debugged and measured by the workspace’s own runner; code shows what is not covered.',
  'UI-2': 'The status bar shows the spend of today from the ledger, and says so when it is not known.',
  'UI-4':
    'The panel is usable by keyboard and screen reader in every kind of theme, and takes 10,000 events without standing still.',
  'CLI-1': 'The CLI prints data on stdout, talk on stderr, and a documented exit code.',
  'MCP-1': 'The server speaks the protocol as its makers’ own conformance suite and inspector judge it.',
  'CLI-2':
    'Each command of the CLI prints one record of the same schema for programs, and a run its events, one a line, as they happen.',
  'MCP-2':
    'A call that its client cancels leaves no process, and each model call that it had begun is settled in one row.',
  'MCP-3': 'Hostile input to the tools and to HTTP is refused, and the server goes on.',
  'CLI-3':
    'The commands work from the folder of the installed extension and by npx, with nothing else installed.',
  'DOOR-1':
    'The same generation through every door keeps the same tests, in one ledger that tells the doors apart.',
  'ARC-1': 'Imports point along the layers; settings, commands and errors match their declarations.',
  'COV-1':
    'Coverage of a file is what its existing tests execute in the workspace’s own runner, or unavailable with its reason.',
  'COV-2': 'What no test executes is named by function and lines, riskiest first.',
  'COV-3':
    'An analysis writes nothing into the workspace, and a file that cannot be analyzed does not stop the others.',
  'GATE-1':
    'The gate passes only when every rule has; a figure that is missing makes it inconclusive at best.',
  'GATE-2': 'Each rule of the gate shows its figure, its threshold and a sentence with the evidence.',
  'GATE-3': 'A test file that cannot be loaded counts as a failed test.',
  'GATE-4': 'A figure about files that changed while the gate was at work counts as missing.',
  'GATE-5':
    'The reports of the gate are valid JUnit XML, SARIF 2.1.0, Markdown and JSON, whatever the names in them contain.',
  'GATE-6':
    'Coverage of changed lines, mutation score, flakiness and spend are judged when the policy has a threshold for them, and only then measured.',
  'MOD-1': 'A call of a model gives its text in order, its usage to the token, and exactly one end.',
  'MOD-2': 'An answer that was cut off never counts as complete, and what is known of its usage is kept.',
  'MOD-3': 'Cancelling a call of a model ends its connection.',
  'KEY-1': 'A key never appears in a message, an error or a log.',
  'CAT-1':
    'The prices of the catalogue are those of a maintained package, dated, and checked against a second one.',
  'RTE-1':
    'The tier of a task does not fall behind the accuracy that was reached on the held-out labelled functions.',
  'RTE-2': 'A provider that keeps failing is left alone for a while, and no other one for its sake.',
  'BUD-1': 'No budget is exceeded by a micro-dollar, however many processes and calls spend at once.',
  'BUD-2':
    'A budget is not held by refusing everything: with small worst cases at least 95 % of it gets used.',
  'BUD-3': 'What was reserved and never settled is on record as an estimated cost.',
  'BUD-4': 'While the ledger cannot be read or written, nothing that costs money is started.',
} as const;
