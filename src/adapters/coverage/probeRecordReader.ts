import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { coverageRecordSuffix, type ProbeRecord } from '../../core/testing/probeRecords';

const rangeSchema = z.object({ startOffset: z.number(), endOffset: z.number(), count: z.number() });

const recordSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('script'),
    scriptId: z.string(),
    path: z.string(),
    source: z.string(),
    sourceMap: z.string().optional(),
  }),
  z.object({
    kind: z.literal('executed'),
    mark: z.string().optional(),
    scripts: z.array(
      z.object({
        scriptId: z.string(),
        functions: z.array(z.object({ name: z.string().optional(), ranges: z.array(rangeSchema) })),
      }),
    ),
  }),
]);

/**
 * The records of coverage in a folder that the probe wrote, one list per process or thread, in the order of writing. A line cut
 * off by the kill of its process is left out.
 * @throws SyntaxError when any other line is not a record
 */
export async function readProbeRecords(folder: string): Promise<readonly (readonly ProbeRecord[])[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(coverageRecordSuffix)).sort();
  return Promise.all(names.map(async (name) => parseRecords(await readFile(join(folder, name), 'utf8'))));
}

function parseRecords(text: string): ProbeRecord[] {
  // What follows the last line break is empty, or a line that was never finished.
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => {
    const parsed = recordSchema.safeParse(JSON.parse(line));
    if (!parsed.success) throw new SyntaxError(`Not a record of the coverage probe: ${parsed.error.message}`);
    return parsed.data as ProbeRecord;
  });
}
