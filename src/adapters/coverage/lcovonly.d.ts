/** The one report that is needed, by itself: `istanbul-reports` loads its reports by names that a bundler cannot follow. */
declare module 'istanbul-reports/lib/lcovonly' {
  import type { Context } from 'istanbul-lib-report';

  // biome-ignore lint/style/noDefaultExport: that is how it is
  export default class LcovOnlyReport {
    constructor(options: { readonly projectRoot: string });
    execute(context: Context): void;
  }
}
