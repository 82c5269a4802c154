import { installVerified } from '../../tools/verifiedInstall';
import { type BenchPackage, benchPackage, mochaVersion } from '../embedded/benchPackage';

const pinned = {
  ms: [
    '2.1.3',
    'sha512-6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA==',
  ],
  bytes: [
    '3.1.2',
    'sha512-/Nf7TyzTx6S3yRJObOAV7956r8cr2+Oj8AC5dt8wSP3BQAoeX58NoHyCU8P8zGkNXStjTSi6fzO6F0pBdcYbEg==',
  ],
  minimist: [
    '1.2.8',
    'sha512-2yyAR8qBkN3YuheJanUpWC5U3bb5osDywNB8RzDVlDwDHbocAJveqqj1u8+SVD7jkWT4yvsHCpWqqWqAxb0zCA==',
  ],
  deepmerge: [
    '4.3.1',
    'sha512-3sUqbMEc77XqpdNO7FRyRog+eW3ph+GYCbj+rK+uYyRMuwsVy0rMiVtPn+QJlKFvWP/1PYpapqYn0Me2knFn+A==',
  ],
  eventemitter3: [
    '5.0.1',
    'sha512-GWkBvjiSZK87ELrYOSESUYeVIc9mvLLf/nXalMOS5dYrgZq9o5OVkbZAVM06CVxYsCwH9BDZFPlQTlPA1j4ahA==',
  ],
  yallist: [
    '4.0.0',
    'sha512-3wdGidZyq5PB084XLES5TpOSRA3wjXAlIWMhum2kRcv/41Sn2emQ0dycQW4uZXLejwKvg6EsvbdlVL+FYEct7A==',
  ],
  'lru-cache': [
    '7.18.3',
    'sha512-jumlc0BIUrS3qJGgIkWZsyfAM7NCWiBcCDhnd+3NNM5KbBmLTgHVfWBcg6W+rLUsIpzpERPsvwUP7CckAQSOoA==',
  ],
  picomatch: [
    '4.0.2',
    'sha512-M7BAV6Rlcy5u+m6oPhAPFgJTzAioX/6B0DxyvDlo9l8+T3nLKbrczg2WLUyzd45L8RqfUMyGPzekbMvX2Ldkwg==',
  ],
  retry: [
    '0.13.1',
    'sha512-XQBQ3I8W1Cge0Seh+6gjj03LbmRFWuoszgK9ooCpwYIrhhoO80pfq4cUkU5DkknwfOfFteRwlZ56PYOGYyFWdg==',
  ],
  dequal: [
    '2.0.3',
    'sha512-0je+qPKHEMohvfRTCEo3CrPG6cAzAYgmzKyxRiYSSDkS6eGJdyVJm7WaYA5ECaAD9wLB2T4EEeymA5aFVcYXCA==',
  ],
  rfdc: [
    '1.4.1',
    'sha512-q1b3N5QkRUWUl7iyylaaj3kOpIT0N2i9MqIEQXP73GVsN9cw3fdx8X63cEmWhJGi2PPCF23Ijp7ktmd39rawIA==',
  ],
  mkdirp: [
    '1.0.4',
    'sha512-vVqVZQyf3WLx2Shd0qJ9xuvqgAyKPLAiqITEtqW0oIUjzo3PePDd6fW9iFz30ef7Ysp/oiWqbhszeGWW2T6Gzw==',
  ],
  debug: [
    '4.4.1',
    'sha512-KcKCqiftBJcZr++7ykoDIEwSa3XWowTfNPo92BYxjXiyYEVrUQh2aLyhxBCwww+heortUFxEJYcRzosstTEBYQ==',
  ],
  'signal-exit': [
    '3.0.7',
    'sha512-wnD2ZE+l+SPC/uoS0vXeE9L1+0wuaMqKlfz9AMUo38JsyLSBWSFcHR1Rri62LZc12vLr1gb3jl7iwQhgwpAbGQ==',
  ],
  split2: [
    '4.2.0',
    'sha512-UcjcJOWknrNkF6PLX83qcHM6KHgVKNkV62Y8a5uYDVv9ydGQVwAHMKqHdJje1VTWpljG0WYpCDhrCdAOYH4TWg==',
  ],
  'color-convert': [
    '2.0.1',
    'sha512-RRECPsj7iu/xb5oKYcsFHSppFNnsj/52OVTRKb4zP5onXwVF3zVmmToNcOfGC+CRDpfK/U584fMg38ZHCaElKQ==',
  ],
  uuid: [
    '8.3.2',
    'sha512-+NYs2QeMWy+GWFOEm9xnn6HCDp0l7QBD7ml8zLUmJ+93Q5NF0NocErnwkTkXVFNiX3/fpC6afS8Dhb/gz7R7eg==',
  ],
  ini: [
    '4.1.3',
    'sha512-X7rqawQBvfdjS10YU1y1YVreA3SsLrW9dX2CewP2EbBJM4ypVNLDkO5y04gejPwKIY9lR+7r9gn3rFPt/kmWFg==',
  ],
  nanoid: [
    '5.1.5',
    'sha512-Ir/+ZpE9fDsNH0hQ3C68uyThDXzYcim2EqcZ8zn8Chtt1iylPT9xXJB0kPCnqzgcEGikO9RxSrh63MsmVCU7Fw==',
  ],
  'p-limit': [
    '4.0.0',
    'sha512-5b0R4txpzjPWVw/cXXUResoD4hb6U/x9BH08L7nw+GN1sezDzPdxeRvpc9c433fZhBan/wusjbCsqwqm4EIBIQ==',
  ],
  'color-name': [
    '1.1.4',
    'sha512-dOy+3AuW3a2wNbZHIuMZpTcgjGuLU/uBL/ubcZF9OXbDo8ff4O8yVp5Bf0efS8uEoYo5q4Fx7dY9OgQGXgAsQA==',
  ],
  'yocto-queue': [
    '1.2.1',
    'sha512-AyeEbWOu/TAXdxlV9wmGcR0+yh2j3vYPGOECcIj2S7MkrLyC7ne+oye2BKTItt0ii2PHk4cDy+95+LshzbXnGg==',
  ],
} as const;

/** With the framework that tests are written for. */
export async function installMixedPackages(): Promise<string> {
  return await installVerified({
    name: 'agentic-qe-mixed-packages',
    packages: pinned,
    tools: { mocha: mochaVersion },
    revision: 1,
    description: 'twenty packages of mixed kinds and Mocha',
  });
}

/** Twenty packages beside the public set, chosen for how much they differ. */
export const mixedPackages: readonly BenchPackage[] = [
  benchPackage({
    name: 'ms',
    trait: 'one function, texts and numbers',
    isSource: (file) => file === 'index.js',
  }),
  benchPackage({
    name: 'bytes',
    trait: 'a function with functions',
    isSource: (file) => file === 'index.js',
  }),
  benchPackage({
    name: 'minimist',
    trait: 'untyped options, guards against pollution',
    isSource: (file) => file === 'index.js',
  }),
  benchPackage({
    name: 'deepmerge',
    trait: 'bundled CommonJS, recursion',
    isSource: (file) => file === 'dist/cjs.js',
  }),
  benchPackage({
    name: 'eventemitter3',
    trait: 'old style class, callbacks',
    isSource: (file) => file === 'index.js',
  }),
  benchPackage({
    name: 'yallist',
    trait: 'linked list, iterator, two files',
    isSource: (file) => /^(?:yallist|iterator)\.js$/.test(file),
  }),
  benchPackage({
    name: 'lru-cache',
    trait: 'large class, clock, timers, async',
    isSource: (file) => file === 'index.js',
  }),
  benchPackage({
    name: 'picomatch',
    trait: 'parser, regular expressions',
    isSource: (file) => /^lib\/.*\.js$/.test(file),
  }),
  benchPackage({ name: 'retry', trait: 'timers, chance', isSource: (file) => /^lib\/.*\.js$/.test(file) }),
  benchPackage({
    name: 'dequal',
    trait: 'compiled, all kinds of built-in values',
    isSource: (file) => file === 'dist/index.js',
  }),
  benchPackage({
    name: 'rfdc',
    trait: 'factory of functions, cycles',
    isSource: (file) => file === 'index.js',
  }),
  benchPackage({
    name: 'mkdirp',
    trait: 'file system, synchronous and not',
    isSource: (file) => /^(?:index|lib\/.*)\.js$/.test(file),
  }),
  benchPackage({
    name: 'debug',
    trait: 'environment, console, state of the module',
    dependencies: ['ms'],
    isSource: (file) => /^src\/(?:common|node|index)\.js$/.test(file),
  }),
  benchPackage({
    name: 'signal-exit',
    trait: 'replaces parts of the process',
    isSource: (file) => /^(?:index|signals)\.js$/.test(file),
  }),
  benchPackage({ name: 'split2', trait: 'streams', isSource: (file) => file === 'index.js' }),
  benchPackage({
    name: 'color-convert',
    trait: 'many numeric functions, functions made at run time',
    dependencies: ['color-name'],
    isSource: (file) => /^(?:index|conversions|route)\.js$/.test(file),
  }),
  benchPackage({
    name: 'uuid',
    trait: 'compiled, chance and clock, many files',
    isSource: (file) =>
      /^dist\/(?:md5|native|parse|regex|rng|sha1|stringify|v1|v3|v35|v4|v5|validate|version)\.js$/.test(file),
  }),
  benchPackage({
    name: 'ini',
    trait: 'parser and writer, platform',
    isSource: (file) => file === 'lib/ini.js',
  }),
  benchPackage({
    name: 'nanoid',
    trait: 'ES modules, chance',
    isSource: (file) => /^(?:index|non-secure\/index|url-alphabet\/index)\.js$/.test(file),
  }),
  benchPackage({
    name: 'p-limit',
    trait: 'ES module, promises and their order',
    dependencies: ['yocto-queue'],
    isSource: (file) => file === 'index.js',
  }),
];
