/** What streams promise: to every front end (1–3), and what issue 3 adds. */
export const streamingRequirements = {
  'STR-1': 'Parts of a run are numbered without gaps and replayed to whoever comes late.',
  'STR-2': 'A run ends with exactly one terminal part.',
  'STR-3': 'A listener that throws stops neither the others nor the run.',
  'STR-4': 'Chunks of a stream are numbered without gaps and arrive in order, however streams interleave.',
  'STR-5': 'Concurrent runs never share a session.',
  'STR-6': 'A stream holds at most bufferSize chunks; a reader that stalls does not make memory grow.',
  'STR-7': 'At the backpressure threshold the producer waits until the reader has caught up.',
  'STR-8': 'Progress never goes back, across retries too.',
  'STR-9': 'The final 100 % is never throttled away.',
  'STR-10': 'A stream ends with exactly one stream.complete or stream.error, and nothing follows it.',
  'STR-11': 'The streamed result equals the synchronous one.',
  'STR-12': 'Cancelling a stream stops its producer.',
  'STR-13': 'A hundred concurrent streams all complete.',
} as const;
