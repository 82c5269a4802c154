import assert from 'node:assert/strict';
import { callerFiles, isRunnersOwnCall } from '../../../../src/adapters/coverageProbe/callOrigin';

const probe = '/product/dist/coverageProbe.js';
const own = (...frames: (string | undefined)[]): boolean =>
  isRunnersOwnCall([probe, ...frames], { probeFile: probe, productFolder: '/product/dist' });

describe('isRunnersOwnCall', () => {
  it('is so for a loader that stands between the call and the code it loads for', () => {
    assert.equal(own('node:fs', 'node:internal/modules/cjs/loader', '/shop/src/cart.ts'), true);
    assert.equal(
      own('/shop/node_modules/graceful-fs/g.js', '/shop/node_modules/jest-runtime/build/index.js'),
      true,
    );
    assert.equal(
      own('/m/node_modules/.pnpm/vitest@3.0.0/node_modules/vitest/dist/a.js', '/shop/a.test.ts'),
      true,
    );
    assert.equal(own('file:///m/node_modules/@vitest/runner/dist/index.js'), true);
    assert.equal(own('C:\\m\\node_modules\\vite\\dist\\node\\module-runner.js', 'C:\\shop\\a.test.ts'), true);
    assert.equal(own('node:internal/fs/streams', 'node:internal/test_runner/test'), true);
  });

  it("is so for the product's own scripts in the process", () => {
    assert.equal(own('/product/dist/mochaReporter.js', '/shop/node_modules/mocha/lib/runner.js'), true);
  });

  it('is not so when code of the user is nearer, although a runner has called that', () => {
    assert.equal(own('node:fs', '/shop/src/cart.ts', 'node:internal/modules/cjs/loader'), false);
    assert.equal(own('/shop/test/cart.test.js', '/shop/node_modules/mocha/lib/runnable.js'), false);
    assert.equal(own('/shop/node_modules/fs-extra/lib/index.js', '/shop/src/cart.ts'), false);
    assert.equal(own('C:\\shop\\src\\cart.ts', 'node:internal/modules/run_main'), false);
  });

  it('is not so when no loader is to be seen', () => {
    assert.equal(own(), false);
    assert.equal(own(undefined, 'node:internal/process/task_queues'), false);
    assert.equal(own('/shop/node_modules/winston/lib/file.js', 'node:events'), false);
    assert.equal(own('/shop/node_modules/@vitest/expect/dist/index.js', '/shop/a.test.ts'), false);
  });
});

describe('callerFiles', () => {
  it('names the files of the stack, nearest first, and leaves stack traces as the user has them', () => {
    const { prepareStackTrace, stackTraceLimit } = Error;
    Error.prepareStackTrace = () => 'mine';
    Error.stackTraceLimit = 1;
    try {
      const files = callerFiles();
      assert.match(files[0] ?? '', /callOrigin\.test\.ts$/);
      assert.ok(files.length > 2);
      assert.equal(new Error('x').stack, 'mine');
      assert.equal(Error.stackTraceLimit, 1);
    } finally {
      restore(prepareStackTrace);
      Error.stackTraceLimit = stackTraceLimit;
    }
  });

  it('works while a stack trace is being prepared', () => {
    const before = Error.prepareStackTrace;
    let files: readonly (string | undefined)[] = [];
    Error.prepareStackTrace = () => {
      files = callerFiles();
      return '';
    };
    try {
      String(new Error('x').stack);
    } finally {
      restore(before);
    }
    assert.ok(
      files.some((file) => file?.endsWith('callOrigin.test.ts')),
      files.join('\n'),
    );
  });
});

function restore(prepareStackTrace: typeof Error.prepareStackTrace): void {
  if (prepareStackTrace) Error.prepareStackTrace = prepareStackTrace;
  else Reflect.deleteProperty(Error, 'prepareStackTrace');
}
