import { installVerified } from '../../tools/verifiedInstall';
import { type BenchPackage, type BenchPackageFacts, benchPackage, mochaVersion } from './benchPackage';

/** A package of the public set (`/work/shared/bench/README.md` of this project's owner). */
export interface PublicPackage extends BenchPackage {
  /** What a user of the package loads; the floor begins there. */
  readonly main: string;
  /** Percent as the owner recorded them; taken where the floor itself is not run. */
  readonly recordedFloor: { readonly statements: number; readonly branches: number };
  /** Mutation scores in percent that others reached, by whom. */
  readonly mutationOfOthers: Readonly<Record<string, number>>;
}

interface PackageFacts extends BenchPackageFacts, Omit<PublicPackage, keyof BenchPackage> {}

const pinned = {
  'complex.js': [
    '2.1.1',
    'sha512-8njCHOTtFFLtegk6zQo0kkVX1rngygb/KQI6z1qZxlFI3scluC+LVTCFbrkWjBv4vvLlbQ9t88IPMC6k95VTTg==',
  ],
  dirty: [
    '1.1.3',
    'sha512-PlnV9+KeJ6bh8o5qQZqRnD80Wegijyr47dpwxCIuJ6SzwJ6/deO+NRTEnq/mubIYtBvBBgWznlE6dZ+nQsS/og==',
  ],
  plural: [
    '1.1.0',
    'sha512-kX459gcOOllXDCPolRRBItCjvWU4bULIg4R3OYRMAp/4mZuBfF/H7b/SBsTJZkyc+GFkJV4ENitITOz45kyzqQ==',
  ],
  'pull-stream': [
    '3.6.14',
    'sha512-KIqdvpqHHaTUA2mCYcLG1ibEbu/LCKoJZsBWyv9lSYtPkJPBq8m3Hxa103xHi6D2thj5YXa0TqK3L3GUkwgnew==',
  ],
  'quill-delta': [
    '5.0.0',
    'sha512-lVORU8dBPJdxPmwtdGhfRcz2cekn8Osuj5kwHoPMQ3MNlDT/IZ0CGUnQ/tLsAaTn31LWcDC1KyL+gkiGbBlBBw==',
  ],
  'simple-statistics': [
    '7.7.6',
    'sha512-r1wIPpBsJ9/H2GdXiYfc06o7Rw4xvhtxwO/dMVSbcjmS3ayc43II1quxG7YD1wql2tr6a2Cm8aWKMnFkuNrj6A==',
  ],
  'fast-diff': [
    '1.2.0',
    'sha512-xJuoT5+L99XlZ8twedaRf6Ax2TgQVxvgZOYoPKqZufmJib0tL2tegPBOZb1pVNgIhlqDlA0eO0c3wBvQcmzx4w==',
  ],
  'lodash.clonedeep': [
    '4.5.0',
    'sha512-H5ZhCF25riFd9uB5UCkVKo61m3S/xZk1x4wA6yp/L3RFP6Z/eHH1ymQcGLo7J3GMPfm0V/7m1tryHuGVxpqEBQ==',
  ],
  'lodash.isequal': [
    '4.5.0',
    'sha512-pDo3lu8Jhfjqls6GkMgpahsF9kCyayhgykjyLMNFTKWrpVdAQtYyB4muAMWozBB4ig/dtWAmsMxLEI8wuz+DYQ==',
  ],
} as const;

/** The framework that tests are written for, and what measures mutation. */
const tools = {
  '@stryker-mutator/core': '9.6.1',
  '@stryker-mutator/mocha-runner': '9.6.1',
  mocha: mochaVersion,
} as const;

export async function installPublicPackages(): Promise<string> {
  return await installVerified({
    name: 'agentic-qe-public-packages',
    packages: pinned,
    tools,
    revision: 1,
    description: 'the public packages, Mocha and Stryker',
  });
}

function publicPackage({ main, recordedFloor, mutationOfOthers, ...facts }: PackageFacts): PublicPackage {
  return { ...benchPackage(facts), main, recordedFloor, mutationOfOthers };
}

export const publicPackages: readonly PublicPackage[] = [
  publicPackage({
    name: 'complex.js',
    trait: 'UMD, prototype methods, overloads',
    main: 'complex.js',
    recordedFloor: { statements: 88.3, branches: 70.8 },
    mutationOfOthers: { 'its human suite': 57.4 },
    isSource: (file) => file === 'complex.js',
  }),
  publicPackage({
    name: 'plural',
    trait: 'function with properties, strings by regex',
    main: 'index.js',
    recordedFloor: { statements: 72.3, branches: 54.5 },
    mutationOfOthers: {},
    isSource: (file) => file === 'index.js',
  }),
  publicPackage({
    name: 'simple-statistics',
    trait: 'ES modules, 91 functions and classes, doc examples',
    main: 'index.js',
    recordedFloor: { statements: 82.2, branches: 74.2 },
    mutationOfOthers: { 'SynTest on 20 of its files': 56.1 },
    isSource: (file) => /^src\/.*\.js$/.test(file),
  }),
  publicPackage({
    name: 'quill-delta',
    trait: 'compiled class, structured data',
    main: 'dist/Delta.js',
    recordedFloor: { statements: 64.4, branches: 59 },
    mutationOfOthers: {},
    isSource: (file) => /^dist\/.*\.js$/.test(file),
    dependencies: ['fast-diff', 'lodash.clonedeep', 'lodash.isequal'],
  }),
  publicPackage({
    name: 'dirty',
    trait: 'class behind a Proxy, events, file system, async',
    main: 'lib/dirty/index.js',
    recordedFloor: { statements: 76.6, branches: 65.4 },
    mutationOfOthers: {},
    isSource: (file) => /^lib\/.*\.js$/.test(file),
  }),
  publicPackage({
    name: 'pull-stream',
    trait: 'callback protocol, infinite sources',
    main: 'index.js',
    recordedFloor: { statements: 40, branches: 23.5 },
    mutationOfOthers: {},
    isSource: (file) => /^(?!(?:test|benchmarks|node_modules)\/).*\.js$/.test(file),
  }),
];
