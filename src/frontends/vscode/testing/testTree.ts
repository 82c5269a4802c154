import path from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../../../base/disposable';
import type {
  GeneratedFile,
  GeneratedTest,
  GeneratedTests,
} from '../../../core/generatedTests/generatedTests';
import { describeReceipt } from '../../../core/generation/receiptText';

/** What an item of the Testing view stands for. */
export interface TreeNode {
  readonly workspaceRoot: string;
  readonly file: GeneratedFile;
  /** Absent for the file itself. */
  readonly test?: GeneratedTest;
}

export interface TestTreeDependencies {
  readonly controller: vscode.TestController;
  readonly generatedTests: Pick<GeneratedTests, 'files' | 'locate'>;
  /** Absolute paths of the folders of the window. */
  readonly roots: () => readonly string[];
}

/**
 * The generated tests of the window by file. Files come from the records of runs when the view is first looked at; the tests of a
 * file are looked for when it is unfolded, run or open in an editor. Nothing is executed.
 */
export class TestTree implements Disposable {
  private readonly nodes = new WeakMap<vscode.TestItem, TreeNode>();
  private isShown = false;

  constructor(private readonly dependencies: TestTreeDependencies) {
    const { controller } = dependencies;
    controller.resolveHandler = async (item) => {
      if (item) await this.resolve(item);
      else await this.refresh();
    };
    controller.refreshHandler = () => this.refresh();
  }

  nodeOf(item: vscode.TestItem): TreeNode | undefined {
    return this.nodes.get(item);
  }

  /** Files of the window, after they were looked for. */
  async fileItems(): Promise<readonly vscode.TestItem[]> {
    if (!this.isShown) await this.refresh();
    return itemsOf(this.dependencies.controller.items);
  }

  /** The test items of a file, after they were looked for. */
  async testItems(fileItem: vscode.TestItem): Promise<readonly vscode.TestItem[]> {
    await this.resolve(fileItem);
    return itemsOf(fileItem.children);
  }

  /** Reads the records again, if anybody has looked at the view. */
  async refreshIfShown(): Promise<void> {
    if (this.isShown) await this.refresh();
  }

  async refresh(): Promise<void> {
    this.isShown = true;
    const { controller, generatedTests, roots } = this.dependencies;
    const found = await Promise.all(
      roots().map(async (workspaceRoot) => {
        const files = await generatedTests.files(workspaceRoot);
        return files.map((file) => ({ workspaceRoot, file }));
      }),
    );
    const wanted = found.flat().map((node) => {
      const item = this.fileItem(node);
      this.nodes.set(item, node);
      return item;
    });
    controller.items.replace(wanted);
    // What was unfolded stays so, with what is there now.
    await Promise.all(wanted.filter(({ children }) => children.size > 0).map((item) => this.resolve(item)));
  }

  /** The tests of an open test file move with its lines once it is saved. */
  async refreshFile(uri: vscode.Uri): Promise<void> {
    for (const item of itemsOf(this.dependencies.controller.items))
      if (item.uri?.toString() === uri.toString()) await this.resolve(item);
  }

  dispose(): void {
    this.dependencies.controller.dispose();
  }

  private fileItem({ workspaceRoot, file }: TreeNode): vscode.TestItem {
    const { controller } = this.dependencies;
    const uri = vscode.Uri.joinPath(vscode.Uri.file(workspaceRoot), file.path);
    const known = controller.items.get(uri.toString());
    if (known) return known;
    const item = controller.createTestItem(uri.toString(), path.posix.basename(file.path), uri);
    item.description = path.posix.dirname(file.path);
    item.canResolveChildren = true;
    return item;
  }

  private async resolve(item: vscode.TestItem): Promise<void> {
    const node = this.nodes.get(item);
    if (!node || node.test) return;
    const tests = await this.dependencies.generatedTests.locate(node.workspaceRoot, node.file);
    // As long as it cannot be read, what was there is the best guess.
    if (!tests) return;
    item.children.replace(
      tests.map((test) => {
        const child = this.testItem(item, test);
        this.nodes.set(child, { ...node, test });
        return child;
      }),
    );
  }

  private testItem(file: vscode.TestItem, { receipt, range }: GeneratedTest): vscode.TestItem {
    const { unit, title } = receipt;
    const id = `${file.id} ${unit} › ${title}`;
    const item =
      file.children.get(id) ??
      this.dependencies.controller.createTestItem(id, `${unit} › ${title}`, file.uri);
    item.description = describeReceipt(receipt);
    item.range = new vscode.Range(range.startLine - 1, 0, range.endLine - 1, 0);
    return item;
  }
}

function itemsOf(collection: vscode.TestItemCollection): readonly vscode.TestItem[] {
  return [...collection].map(([, item]) => item);
}
