const inheritedNoise =
  /^(npm_|VSCODE_|MOCHA|INIT_CWD$|NODE_OPTIONS$|NODE_V8_COVERAGE$|NODE_PATH$|ELECTRON_|FORCE_COLOR$|TSX_)/i;

/** npm settings that a person or a CI sets on purpose; the rest of `npm_*` describes the npm script we run under. */
const kept =
  /^npm_config_(cache|registry|proxy|https_proxy|https-proxy|noproxy|cafile|userconfig|globalconfig)$/i;

/**
 * The environment of this process without what `npm run`, VS Code's terminal, coverage tools and Node options left in it,
 * plus `additions`.
 */
export function childEnvironment(additions: Readonly<Record<string, string>> = {}): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value === undefined) continue;
    if (inheritedNoise.test(name) && !kept.test(name)) continue;
    environment[name] = value;
  }
  return { ...environment, ...additions };
}
