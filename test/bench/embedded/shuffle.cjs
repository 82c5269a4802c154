/** Preloaded into Mocha: its files, groups and tests run in an order that is drawn anew (reproducibly) instead of the written one. */
let state = 20_261_125;

function shuffle(list) {
  for (let last = list.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const index = state % (last + 1);
    [list[last], list[index]] = [list[index], list[last]];
  }
}

function shuffleSuite(suite) {
  shuffle(suite.tests);
  shuffle(suite.suites);
  for (const inner of suite.suites) shuffleSuite(inner);
}

exports.mochaHooks = {
  beforeAll() {
    shuffleSuite(this.test.parent);
  },
};
