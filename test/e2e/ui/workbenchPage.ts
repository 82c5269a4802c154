import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { screenshotDirectory } from '../../tools/repositoryPaths';
import { readStoredFrontEditors } from './storedEditors';

const defaultTimeoutMs = 20_000;
/** The palette does not refresh its list: what is not there after this is looked for by opening it again. */
const paletteLookMs = 1500;
/** Quick Open fills its list while it searches the folder. */
const fileLookMs = 8000;
const keyAttempts = 5;

/**
 * The VS Code window in a browser page, used as a person uses it: keys, menus, clicks, and reading what is on the screen.
 * Every method waits for what it needs and fails with what it saw instead. A text matches if it is contained, a RegExp if it
 * is found; white space counts as one space.
 */
export class WorkbenchPage {
  constructor(readonly page: Page) {
    page.setDefaultTimeout(defaultTimeoutMs);
  }

  /** Resolves when the window stands: side bar, status bar, and the files of the folder if there is a folder. */
  async waitUntilReady(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar .statusbar-item').first().waitFor();
    await this.page.locator('.monaco-workbench .part.sidebar').waitFor();
  }

  /** Opens a file of the folder through Quick Open, by its name or relative path, and waits for its editor. */
  async openFile(relativePath: string): Promise<void> {
    const fileName = path.posix.basename(relativePath);
    await this.pickFromQuickInput(relativePath, (row) => row === fileName, fileLookMs);
    await this.page.locator('.tabs-container .tab.active', { hasText: fileName }).waitFor();
    await this.page.locator('.editor-group-container.active .monaco-editor .view-line').first().waitFor();
  }

  /** Runs a command as the palette lists it, such as `Agentic QE: Generate Tests`; waits until the extension offers it. */
  async runCommand(title: string): Promise<void> {
    await this.pickFromQuickInput(`>${title}`, (row) => row === title, paletteLookMs);
  }

  /** Chooses a colour theme by the name that the list of themes has for it. */
  async useTheme(name: string): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await this.inputBox().fill(name);
    await this.readQuickInputRows((rows) => rows[0] === name, defaultTimeoutMs);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Picks a row of the list that a command has opened. */
  async pickRow(label: string): Promise<void> {
    const rows = await this.readQuickInputRows((list) => list.includes(label), defaultTimeoutMs);
    await this.quickInputRows().nth(rows.indexOf(label)).click();
  }

  /** Waits for the input box with this title, which a command has opened. */
  async inputBoxTitled(pattern: RegExp): Promise<void> {
    await this.page.locator('.quick-input-widget:visible .quick-input-title', { hasText: pattern }).waitFor();
  }

  /** The input of the box that a command has opened. */
  inputBox(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-filter input');
  }

  /** Types into the input box that a command has opened, in place of what is there, and says Enter. */
  async answerInputBox(text: string): Promise<void> {
    await this.inputBox().fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** What the input box says about what was typed. */
  async inputBoxMessage(pattern: RegExp): Promise<string> {
    const message = this.page.locator('.quick-input-widget:visible .quick-input-message', {
      hasText: pattern,
    });
    return await shownText(message);
  }

  /** The rows that the palette offers for a query, such as all commands of a category; empty when there are none. */
  async paletteRows(query: string): Promise<string[]> {
    await this.openQuickInput(`>${query}`);
    const rows = await this.readQuickInputRows(() => true, paletteLookMs);
    await this.closeQuickInput();
    return rows;
  }

  /** Puts the cursor on the first line with the text in an editor on the screen. */
  async placeCursor(lineText: string): Promise<void> {
    const line = this.editorLine(lineText);
    const cursor = this.page.locator('.editor-group-container.active .cursors-layer .cursor').first();
    for (let attempt = 1; attempt <= keyAttempts; attempt += 1) {
      await line.click();
      const [lineBox, cursorBox] = [await line.boundingBox(), await cursor.boundingBox()];
      // Lenses that appear meanwhile move the lines: then another one was clicked.
      if (lineBox && cursorBox && Math.abs(lineBox.y - cursorBox.y) < lineBox.height / 2) return;
    }
    throw new Error(`The cursor did not get to the line ${JSON.stringify(lineText)}`);
  }

  /** Clicks an item of the context menu that opens on the first line with the text in an editor on the screen. */
  async clickEditorContextMenu(lineText: string, itemName: string): Promise<void> {
    await this.editorLine(lineText).click({ button: 'right' });
    await this.clickMenuItem(itemName);
  }

  /** Clicks an item of the context menu of a visible file or folder in the explorer. */
  async clickExplorerContextMenu(name: string, itemName: string): Promise<void> {
    await this.explorerItem(name).click({ button: 'right' });
    await this.clickMenuItem(itemName);
  }

  /** Expands a folder in the explorer; does nothing if it is expanded. */
  async expandFolder(name: string): Promise<void> {
    const folder = this.explorerItem(name);
    if ((await folder.getAttribute('aria-expanded')) !== 'true') await folder.click();
  }

  /** The file or folder of that name in the explorer. */
  explorerItem(name: string): Locator {
    return this.page.locator('.explorer-folders-view .monaco-list-row').filter({
      has: this.page.getByText(name, { exact: true }),
    });
  }

  /** Waits for a status bar item that matches and resolves to its full text. */
  async statusBarText(pattern: string | RegExp): Promise<string> {
    const item = this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: pattern });
    return await this.textOf(item, `status bar item ${pattern}`, () => this.statusBarTexts());
  }

  /** The texts of all status bar items, left to right, without those that are icons only. */
  async statusBarTexts(): Promise<string[]> {
    return await visibleTexts(this.page.locator('.part.statusbar .statusbar-item'));
  }

  /** Clicks the status bar item that matches. */
  async clickStatusBar(pattern: string | RegExp): Promise<void> {
    await this.page.locator('.part.statusbar .statusbar-item a').filter({ hasText: pattern }).click();
  }

  /** The messages of the notifications on the screen, newest first; they hide themselves after some seconds. */
  async notificationTexts(): Promise<string[]> {
    return await visibleTexts(this.page.locator('.notification-list-item-message'));
  }

  /** Waits for a notification whose message matches and resolves to the whole message. */
  async notification(pattern: string | RegExp, timeoutMs = defaultTimeoutMs): Promise<string> {
    const message = this.notificationItem(pattern).locator('.notification-list-item-message');
    return await this.textOf(message, `notification ${pattern}`, () => this.notificationTexts(), timeoutMs);
  }

  /** Clicks a button (by its label) of the notification whose message matches. */
  async clickNotificationButton(pattern: string | RegExp, label: string): Promise<void> {
    await this.notificationItem(pattern).locator('.monaco-button', { hasText: label }).click();
  }

  /** Closes all notifications. */
  async clearNotifications(): Promise<void> {
    await this.runCommand('Notifications: Clear All Notifications');
    await this.page.locator('.notification-list-item').first().waitFor({ state: 'detached' });
  }

  /** Waits for a modal dialog and resolves to its text. Never shown by a server with the smoke-test driver. */
  async dialogText(): Promise<string> {
    return await shownText(this.page.locator('.monaco-dialog-box'));
  }

  /** Clicks a button of the modal dialog and waits until the dialog is gone. */
  async clickDialogButton(label: string): Promise<void> {
    const dialog = this.page.locator('.monaco-dialog-box');
    await dialog.locator('.monaco-button', { hasText: label }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Trusts the opened folder, in the editor that the banner's *Manage* opens, and waits until the window is no longer restricted. */
  async trustFolder(): Promise<void> {
    await this.runCommand('Workspaces: Manage Workspace Trust');
    await this.page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).click();
    const restricted = this.page.locator('.part.statusbar .statusbar-item', { hasText: 'Restricted Mode' });
    await restricted.waitFor({ state: 'detached' });
    await this.closeModalEditor();
  }

  /** Closes the editor that lies over the window, such as *Running Extensions*; nothing if there is none. */
  async closeModalEditor(): Promise<void> {
    const editor = this.page.locator('.monaco-modal-editor-block');
    if (!(await editor.isVisible())) return;
    await editor.getByRole('button', { name: /^Close/ }).click();
    await editor.waitFor({ state: 'detached' });
  }

  /**
   * Waits for a webview of the extension (`publisher.name`) that is on the screen, and whose text matches if a pattern is
   * given; resolves to the frame with the extension's own HTML, in which locators work as in a page.
   */
  async webview(
    extensionId: string,
    pattern?: string | RegExp,
    timeoutMs = defaultTimeoutMs,
  ): Promise<Frame> {
    const deadline = Date.now() + timeoutMs;
    let seen: string[] = [];
    while (Date.now() < deadline) {
      const found = await this.readWebviews(extensionId);
      const match = found.find(({ text }) => pattern === undefined || isMatch(text, pattern));
      if (match !== undefined) return match.frame;
      seen = found.map(({ text }) => text);
      await this.page.waitForTimeout(100);
    }
    const what = pattern === undefined ? 'webview' : `webview with ${pattern}`;
    throw new Error(`No ${what} of ${extensionId} within ${timeoutMs} ms. Its webviews: ${quoted(seen)}`);
  }

  /** The visible text of a webview, as `webview` finds it. */
  async webviewText(
    extensionId: string,
    pattern?: string | RegExp,
    timeoutMs = defaultTimeoutMs,
  ): Promise<string> {
    const frame = await this.webview(extensionId, pattern, timeoutMs);
    return await shownText(frame.locator('body'));
  }

  /** The text of the active editor that is on the screen (VS Code draws no more than that). */
  async visibleEditorText(): Promise<string> {
    const lines = this.page.locator('.editor-group-container.active .monaco-editor .view-line');
    const positioned = await lines.evaluateAll((elements) =>
      elements.map((element) => ({
        top: Number.parseFloat((element as unknown as { style: { top: string } }).style.top),
        text: element.textContent ?? '',
      })),
    );
    positioned.sort((one, other) => one.top - other.top);
    return positioned.map(({ text }) => text.replace(/\u00a0/g, ' ')).join('\n');
  }

  /** The titles of the open editors, in their order. */
  async editorTitles(): Promise<string[]> {
    const labels = this.page.locator('.tabs-container .tab .monaco-icon-label-container');
    return await labels.evaluateAll((found) =>
      found.map((label) => {
        const [name, suffix] = ['name', 'suffix'].map((part) =>
          label.querySelector(`.monaco-icon-${part}-container`),
        );
        return `${name?.textContent ?? ''}${suffix?.textContent ?? ''}`;
      }),
    );
  }

  /**
   * Waits until the browser has stored an editor that is in front, in its state of now, so that it is there again after a reload:
   * until then a window loaded anew shows what was in front before.
   * @param pattern what is stored of the editor: for a webview, its type and its state
   */
  async frontEditorStored(pattern: RegExp): Promise<void> {
    const deadline = Date.now() + defaultTimeoutMs;
    let stored: readonly string[] = [];
    while (Date.now() < deadline) {
      stored = await readStoredFrontEditors(this.page);
      if (stored.some((editor) => pattern.test(editor))) return;
      await this.page.waitForTimeout(100);
    }
    throw new Error(
      `No editor ${pattern} was stored within ${defaultTimeoutMs} ms. Stored: ${quoted(stored)}`,
    );
  }

  /** Writes what the window shows to `.cache/screenshots/NAME.png` and resolves to that path. */
  async screenshot(name: string): Promise<string> {
    await mkdir(screenshotDirectory, { recursive: true });
    const file = path.join(screenshotDirectory, `${name}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }

  private editorLine(lineText: string): Locator {
    return this.page
      .locator('.editor-group-container .monaco-editor .view-line')
      .filter({ hasText: spaceTolerant(lineText) })
      .first()
      .locator('> span')
      .first();
  }

  private notificationItem(pattern: string | RegExp): Locator {
    return this.page.locator('.notification-list-item').filter({ hasText: pattern }).first();
  }

  private async clickMenuItem(name: string): Promise<void> {
    const menu = this.page.locator('.monaco-menu:visible').last();
    await menu.waitFor();
    const item = menu.getByRole('menuitem', { name, exact: true });
    await item.waitFor({ timeout: paletteLookMs }).catch(async (error: unknown) => {
      const offered = await visibleTexts(menu.locator('.action-label'));
      throw new Error(`The menu has no item ${JSON.stringify(name)}. It has ${quoted(offered)}`, {
        cause: error,
      });
    });
    // A click right after the menu opened counts as the end of the click that opened it.
    await item.hover();
    await item.click();
    await menu.waitFor({ state: 'detached' });
  }

  private async pickFromQuickInput(
    query: string,
    isWanted: (row: string) => boolean,
    lookMs: number,
  ): Promise<void> {
    const deadline = Date.now() + defaultTimeoutMs;
    let rows: string[] = [];
    while (Date.now() < deadline) {
      await this.openQuickInput(query);
      rows = await this.readQuickInputRows((list) => list.some(isWanted), lookMs);
      const index = rows.findIndex(isWanted);
      // A webview that takes the focus when it has been loaded closes the list.
      const click = () => this.quickInputRows().nth(index).click({ timeout: paletteLookMs });
      if (index >= 0 && (await click().then(() => true, notInTime))) return;
      await this.closeQuickInput();
    }
    throw new Error(`Nothing fits ${JSON.stringify(query)}. Offered: ${quoted(rows)}`);
  }

  private async openQuickInput(query: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget:visible .quick-input-filter input');
    for (let attempt = 1; attempt <= keyAttempts; attempt += 1) {
      // Right after a dialog or menu closed, the window may miss a key. A webview takes the focus when it has been loaded, which
      // closes the list, and until then keeps keys for itself: it is left, and not clicked, which would only give it the focus again.
      if (attempt > 1) await this.page.evaluate("document.querySelector('iframe:focus')?.blur()");
      await this.page.keyboard.press('F1');
      try {
        // A list that is fading out is still visible, but takes no input: then it is opened again.
        await input.fill(query, { timeout: paletteLookMs });
        return;
      } catch (error) {
        if (attempt === keyAttempts) throw error;
      }
    }
  }

  /** It fades out; while it does it is still visible, but takes no input. */
  private async closeQuickInput(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Reads until `isComplete` or the list has had its time. */
  private async readQuickInputRows(
    isComplete: (rows: string[]) => boolean,
    lookMs: number,
  ): Promise<string[]> {
    const deadline = Date.now() + lookMs;
    let rows: string[] = [];
    while (Date.now() < deadline) {
      rows = await this.quickInputRows().evaluateAll((elements) =>
        elements.map((element) => element.querySelector('.label-name')?.textContent ?? ''),
      );
      rows = rows.map(normalized);
      if (rows.length > 0 && isComplete(rows)) break;
      await this.page.waitForTimeout(50);
    }
    return rows;
  }

  private quickInputRows(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  }

  private async readWebviews(extensionId: string): Promise<{ frame: Frame; text: string }[]> {
    const found: { frame: Frame; text: string }[] = [];
    for (const frame of this.page.frames()) {
      const parent = frame.parentFrame();
      if (parent === null || !isWebviewOf(parent.url(), extensionId)) continue;
      try {
        const [element, outerElement] = [await frame.frameElement(), await parent.frameElement()];
        // New HTML is loaded beside the old as `pending-frame` and takes its place when it is there.
        if ((await element.getAttribute('id')) !== 'active-frame' || !(await outerElement.isVisible()))
          continue;
        found.push({ frame, text: await shownText(frame.locator('body'), 1000) });
      } catch {
        // The frame was replaced while we read it; the next look finds its successor.
      }
    }
    return found;
  }

  private async textOf(
    target: Locator,
    what: string,
    others: () => Promise<string[]>,
    timeoutMs = defaultTimeoutMs,
  ): Promise<string> {
    try {
      return await shownText(target.first(), timeoutMs);
    } catch (error) {
      throw new Error(`No ${what} within ${timeoutMs} ms. On the screen: ${quoted(await others())}`, {
        cause: error,
      });
    }
  }
}

function isWebviewOf(url: string, extensionId: string): boolean {
  if (!url.includes('/webview/')) return false;
  return new URL(url).searchParams.get('extensionId')?.toLowerCase() === extensionId.toLowerCase();
}

function isMatch(text: string, pattern: string | RegExp): boolean {
  return typeof pattern === 'string' ? text.includes(normalized(pattern)) : pattern.test(text);
}

/** False for an action that could not be done in time; throws anything else. */
function notInTime(error: unknown): false {
  if (error instanceof Error && error.name === 'TimeoutError') return false;
  throw error;
}

function normalized(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The editor draws spaces as no-break spaces. */
function spaceTolerant(text: string): RegExp {
  const escaped = text.trim().replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(escaped.replace(/\s+/g, '\\s+'));
}

async function shownText(element: Locator, timeoutMs = defaultTimeoutMs): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: a user does not see what textContent adds: scripts and hidden parts
  return normalized(await element.innerText({ timeout: timeoutMs }));
}

async function visibleTexts(elements: Locator): Promise<string[]> {
  const texts = await elements.allInnerTexts();
  return texts.map(normalized).filter((text) => text !== '');
}

function quoted(texts: readonly string[]): string {
  return texts.length === 0 ? 'nothing' : texts.map((text) => JSON.stringify(text)).join(', ');
}
