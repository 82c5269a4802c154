import assert from 'node:assert/strict';
import { taskActivity, untrustedSentence } from '../../../../../src/frontends/vscode/text/taskText';
import { verifies } from '../../../../requirements';

describe('task texts', () => {
  it('say what is done with which files', () => {
    assert.equal(taskActivity('generate-tests', ['a.ts']), 'Generating tests for a.ts');
    assert.equal(taskActivity('analyze-coverage', ['a.ts', 'b.ts']), 'Analyzing coverage of 2 files');
    assert.equal(taskActivity('quality-gate', ['a.ts']), 'Checking quality of a.ts');
  });

  it(`say why a task needs trust ${verifies('ERR-6')}`, () => {
    assert.equal(
      untrustedSentence('analyze-coverage'),
      'Analyzing coverage runs code of this workspace, and you have not trusted it.',
    );
  });
});
