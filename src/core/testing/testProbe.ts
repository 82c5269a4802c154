/**
 * Contract between emitted tests under judgement, the runner adapters and the coverage probe (`coverageProbe.ts`, preloaded
 * into the runner's processes): while candidates are judged, each test body runs inside `process[probeKey](mark, body)`,
 * which attributes to `mark` what the body executes. Tests that are kept are written without it.
 */
export const probeKey = '__agenticQeProbe';
