import type { Translations } from '../../../base/localize';

export interface PanelHtmlParts {
  /** `webview.cspSource`. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUris: readonly string[];
  /** Random, new for every page. */
  readonly nonce: string;
  /** Of the texts that the page shows; undefined: English. */
  readonly translations: Translations | undefined;
  /** `de`, as browsers name it. */
  readonly language: string;
}

/** The page of the panel; its policy allows our one script and our style sheet, and nothing inline or from elsewhere. */
export function panelHtml({
  cspSource,
  scriptUri,
  styleUris,
  nonce,
  translations,
  language,
}: PanelHtmlParts): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${translations ? escaped(language) : 'en'}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
${styleUris.map((uri) => `<link rel="stylesheet" href="${uri}">`).join('\n')}
<title>Agentic QE Fleet</title>
</head>
<body>
<div id="root" data-translations="${escaped(JSON.stringify(translations ?? null))}"></div>
<script nonce="${nonce}" src="${scriptUri}"></script>
</body>
</html>`;
}

/** As the value of an attribute between double quotes. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
