import type * as vscode from 'vscode';
import type { GeneratedFile } from '../../../core/generatedTests/generatedTests';
import type { TestTree } from './testTree';

/** Test items of one file that are to be run. */
export interface ChosenFile {
  readonly workspaceRoot: string;
  readonly file: GeneratedFile;
  readonly fileItem: vscode.TestItem;
  readonly items: readonly vscode.TestItem[];
}

/** The tests that a request of the Testing view means, by file; without any named, all. */
export async function chosenTests(
  request: Pick<vscode.TestRunRequest, 'include' | 'exclude'>,
  tree: TestTree,
): Promise<readonly ChosenFile[]> {
  const excluded = new Set(request.exclude ?? []);
  const chosen = new Map<vscode.TestItem, Set<vscode.TestItem>>();
  for (const item of request.include ?? (await tree.fileItems())) {
    const fileItem = item.parent ?? item;
    if (excluded.has(fileItem)) continue;
    const items = chosen.get(fileItem) ?? new Set<vscode.TestItem>();
    chosen.set(fileItem, items);
    for (const test of item.parent ? [item] : await tree.testItems(item))
      if (!excluded.has(test)) items.add(test);
  }
  return [...chosen].flatMap(([fileItem, items]): readonly ChosenFile[] => {
    const node = tree.nodeOf(fileItem);
    return node && items.size > 0
      ? [{ workspaceRoot: node.workspaceRoot, file: node.file, fileItem, items: [...items] }]
      : [];
  });
}
