import type { CodeMeter } from '../core/routing/codeMeter';

/** The compiler is megabytes: it is loaded with the first code that is measured. */
export const lazyMeter: CodeMeter = {
  measure: async (path, text) => {
    const { createTypeScriptCodeMeter } = await import(
      '../adapters/languages/typescript/measures/typeScriptCodeMeter'
    );
    meter ??= createTypeScriptCodeMeter();
    return await meter.measure(path, text);
  },
};
let meter: CodeMeter | undefined;
