import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import { BufferOverflowError, TestRunnerError, WorkspaceError } from '../../../../src/core/errors';
import { errorRows, presentError } from '../../../../src/frontends/mcp/errorPresenter';
import { verifies } from '../../../requirements';
import { readSource } from '../../../support/sourceFiles';

const textOf = (error: unknown): unknown => presentError(error).content[0];

describe('the error presenter of the MCP server', () => {
  it(`has a row for every code of core/errors.ts, and no other ${verifies('ARC-1')}`, () => {
    const codes = [...readSource('src/core/errors.ts').matchAll(/'([a-z]+(?:-[a-z]+)+|internal)'/g)].map(
      ([, code]) => code,
    );
    assert.deepEqual([...new Set(codes)].sort(), Object.keys(errorRows).sort());
  });

  it('says what is wrong and what to do, with the code for programs', () => {
    const error = new WorkspaceError('workspace-file-missing', 'src/a.ts does not exist.', {
      hint: 'Name another.',
    });
    assert.deepEqual(presentError(error), {
      isError: true,
      content: [{ type: 'text', text: 'src/a.ts does not exist. Name another.' }],
      _meta: {
        'agentic-qe/code': 'workspace-file-missing',
        'agentic-qe/remedy': 'change-arguments',
        'agentic-qe/retryable': false,
      },
    });
  });

  it('replaces a hint that speaks of an editor', () => {
    const error = new TestRunnerError('test-runner-unknown', 'No framework was found.', {
      hint: 'Set agenticQe.testFramework.',
    });
    assert.deepEqual(textOf(error), {
      type: 'text',
      text: 'No framework was found. Name it with the argument framework, or add Vitest, Jest or Mocha to the project.',
    });
  });

  it('says which failure may be tried again', () => {
    assert.equal(presentError(new BufferOverflowError('Full.'))._meta?.['agentic-qe/retryable'], true);
  });

  it('shows what it does not know as internal, without a stack', () => {
    for (const error of [new TypeError('x is not a function'), 'x is not a function']) {
      assert.equal(presentError(error)._meta?.['agentic-qe/code'], 'internal');
      assert.deepEqual(textOf(error), { type: 'text', text: 'x is not a function' });
    }
  });

  it('says of a cancellation no more than that', () => {
    assert.deepEqual(textOf(new AbortError()), {
      type: 'text',
      text: 'The call was cancelled. Nothing was left behind.',
    });
  });
});
