import type { Page } from 'playwright-core';

/**
 * What the browser has stored of each editor that is in front in its group: after a reload, the window knows no more than that.
 * VS Code writes it some seconds after a change. Empty while nothing is stored.
 */
export async function readStoredFrontEditors(page: Page): Promise<readonly string[]> {
  const parts = (await page.evaluate(readEditorParts)) as string[];
  return parts.flatMap((part) => {
    const state = (JSON.parse(part) as StoredEditorPart)['editorpart.state'];
    return state ? frontEditorsOf(state.serializedGrid.root) : [];
  });
}

interface StoredEditorPart {
  readonly 'editorpart.state'?: { readonly serializedGrid: { readonly root: StoredNode } };
}

/** A node of the grid of groups; `mru` has the places of a group's editors, the one in front first. */
type StoredNode =
  | { readonly type: 'branch'; readonly data: readonly StoredNode[] }
  | {
      readonly type: 'leaf';
      readonly data: {
        readonly editors: readonly { readonly value: string }[];
        readonly mru: readonly number[];
      };
    };

function frontEditorsOf(node: StoredNode): readonly string[] {
  if (node.type === 'branch') return node.data.flatMap(frontEditorsOf);
  const { editors, mru } = node.data;
  const front = editors[mru[0] ?? -1];
  return front ? [front.value] : [];
}

/** Runs in the page. There is a database for each folder that was opened in this browser. */
const readEditorParts = `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const parts = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db-')) continue;
    const database = await done(indexedDB.open(name));
    try {
      if (!database.objectStoreNames.contains('ItemTable')) continue;
      const table = database.transaction('ItemTable').objectStore('ItemTable');
      const part = await done(table.get('memento/workbench.parts.editor'));
      if (part) parts.push(part);
    } finally {
      database.close();
    }
  }
  return parts;
})()`;
