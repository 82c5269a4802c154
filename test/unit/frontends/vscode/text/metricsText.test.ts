import assert from 'node:assert/strict';
import { metricsText } from '../../../../../src/frontends/vscode/text/metricsText';
import { verifies } from '../../../../requirements';

const untouched =
  '# HELP stream_retries_total Retries\n# TYPE stream_retries_total counter\nstream_retries_total 0\n';

describe('metricsText', () => {
  it(`is the text of the metrics as it is ${verifies('MET-10.3-7')}`, () => {
    const text = `${untouched}model_usage_total{model_name="embedded"} 10\n`;
    assert.equal(metricsText(text), text);
  });

  it('says so when nothing has been recorded, as a comment that leaves the format valid', () => {
    assert.match(metricsText(untouched), /^# Nothing has been measured .*\n# HELP stream_retries_total/);
    assert.match(metricsText(''), /^# Nothing has been measured .*\n$/);
  });
});
