import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import type { CodeMeasures, CodeMeter } from '../../../../core/routing/codeMeter';
import { isSourcePath, parseFile } from '../syntax/parsedFile';
import { measureCode } from './measureCode';

/** Measures are ten numbers; this many are kept, the ones that were asked for last. */
const maxRemembered = 500;

/** Measures TypeScript and JavaScript. What was measured once is remembered by its text, so an unchanged file costs a hash. */
export function createTypeScriptCodeMeter(): CodeMeter {
  const remembered = new Map<string, CodeMeasures>();
  return {
    measure: async (path, text) => {
      if (!isSourcePath(path)) return undefined;
      // The extension decides how the text is parsed.
      const key = createHash('sha256').update(extname(path)).update('\0').update(text).digest('base64');
      const measures = remembered.get(key) ?? measureCode(parseFile(path, text));
      remembered.delete(key);
      remembered.set(key, measures);
      const [oldest] = remembered.keys();
      if (remembered.size > maxRemembered && oldest !== undefined) remembered.delete(oldest);
      return measures;
    },
  };
}
