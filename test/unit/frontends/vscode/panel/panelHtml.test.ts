import assert from 'node:assert/strict';
import { panelHtml } from '../../../../../src/frontends/vscode/panel/panelHtml';

describe('panelHtml', () => {
  const html = panelHtml({
    cspSource: 'https://cdn',
    scriptUri: 'https://cdn/webview.js',
    styleUris: ['https://cdn/panel.css'],
    nonce: 'n0nce',
  });

  it('allows nothing but its one script by nonce, and styles, fonts and images of the extension', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    assert.equal(
      policy,
      "default-src 'none'; script-src 'nonce-n0nce'; style-src https://cdn; font-src https://cdn; img-src https://cdn",
    );
  });

  it('holds nothing inline', () => {
    assert.doesNotMatch(html, /style=|<style| on\w+=|<script(?![^>]*src=)/);
    assert.match(html, /<script nonce="n0nce" src="https:\/\/cdn\/webview.js">/);
  });
});
