import assert from 'node:assert/strict';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { refuseForeign, refuseUnauthorized } from '../../../../../src/frontends/mcp/transports/httpGuard';

const request = (headers: IncomingHttpHeaders): IncomingMessage => ({ headers }) as IncomingMessage;
const port = 3902;

describe('httpGuard', () => {
  for (const host of ['127.0.0.1:3902', 'localhost:3902', 'LOCALHOST:3902', '[::1]:3902'])
    it(`knows itself as ${host}`, () => {
      assert.equal(refuseForeign(request({ host }), port), undefined);
    });

  const foreignHosts = [
    undefined,
    '',
    'evil.com',
    'evil.com:3902',
    '127.0.0.1',
    'localhost:80',
    'localhost:3902.evil.com',
    '127.0.0.1:3902@evil.com',
  ];
  for (const host of foreignHosts)
    it(`refuses the host ${host}`, () => {
      assert.equal(refuseForeign(request(host === undefined ? {} : { host }), port)?.status, 403);
    });

  const origins: [origin: string, isRefused: boolean][] = [
    ['http://127.0.0.1:3902', false],
    ['http://localhost:3902', false],
    ['http://localhost:9999', true],
    ['https://localhost:3902', true],
    ['http://evil.com', true],
    ['http://localhost:3902.evil.com', true],
    ['null', true],
    ['', true],
  ];
  for (const [origin, isRefused] of origins)
    it(`${isRefused ? 'refuses' : 'serves'} the origin ${JSON.stringify(origin)}, though the host is right`, () => {
      const refusal = refuseForeign(request({ host: 'localhost:3902', origin }), port);
      assert.equal(refusal?.status, isRefused ? 403 : undefined);
    });

  it('wants the token, whole and as a bearer', () => {
    const token = 'abcdefghijklmnop';
    const statusFor = (authorization: string | undefined) =>
      refuseUnauthorized(request(authorization === undefined ? {} : { authorization }), token)?.status;
    assert.deepEqual([`Bearer ${token}`, `bearer ${token}`].map(statusFor), [undefined, undefined]);
    const wrong = [
      undefined,
      '',
      token,
      'Bearer',
      `Bearer ${token}q`,
      `Bearer ${token.slice(1)}`,
      `Basic ${token}`,
      `Bearer ${token} x`,
    ];
    assert.deepEqual(
      wrong.map(statusFor),
      wrong.map(() => 401),
    );
  });
});
