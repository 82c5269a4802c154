import assert from 'node:assert/strict';
import { panelHtml } from '../../../../../src/frontends/vscode/panel/panelHtml';

describe('panelHtml', () => {
  const parts = {
    cspSource: 'https://cdn',
    scriptUri: 'https://cdn/webview.js',
    styleUris: ['https://cdn/panel.css'],
    translations: undefined,
    language: 'de',
    nonce: 'n0nce',
  };
  const html = panelHtml(parts);

  it('allows nothing but its one script by nonce, and styles, fonts and images of the extension', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    assert.equal(
      policy,
      "default-src 'none'; script-src 'nonce-n0nce'; style-src https://cdn; font-src https://cdn; img-src https://cdn",
    );
  });

  it('carries the texts of the language, which stay inside of their attribute', () => {
    assert.match(html, /<html lang="en">.*data-translations="null"/s);
    const german = panelHtml({ ...parts, translations: { 'a "b" <c>': '"><script>' } });
    assert.match(german, /<html lang="de">/);
    assert.ok(
      german.includes(
        'data-translations="{&quot;a \\&quot;b\\&quot; &lt;c>&quot;:&quot;\\&quot;>&lt;script>&quot;}"',
      ),
      german,
    );
  });

  it('holds nothing inline', () => {
    assert.doesNotMatch(html, /style=|<style| on\w+=|<script(?![^>]*src=)/);
    assert.match(html, /<script nonce="n0nce" src="https:\/\/cdn\/webview.js">/);
  });
});
