import type { Locator, Page } from 'playwright-core';
import type { WorkbenchPage } from './workbenchPage';

/** The chat beside the editor, as a person uses it. */
export class ChatView {
  private readonly page: Page;

  constructor(private readonly workbench: WorkbenchPage) {
    this.page = workbench.page;
  }

  async open(): Promise<void> {
    await this.workbench.runCommand('Chat: Open Chat');
    await this.input().waitFor();
  }

  /**
   * Chooses the model in the picker below the input, waiting until it is offered. Again where the editor takes another one
   * meanwhile: it does so when the extension that brings it is activated.
   */
  async pickModel(name: string): Promise<void> {
    const chosen = this.page.locator('.chat-input-toolbars').getByText(name, { exact: true });
    for (let choices = 1; !(await chosen.isVisible()); choices++) {
      await this.chooseModel(name);
      const isChosen = chosen.waitFor({ timeout: 5000 });
      await (choices < 4 ? isChosen.catch(() => {}) : isChosen);
    }
  }

  private async chooseModel(name: string): Promise<void> {
    const picker = this.page
      .locator('.chat-input-toolbars')
      .locator('.chat-modelPicker-item, .chat-model-picker')
      .first();
    const label = (await picker.count()) > 0 ? picker : this.modelLabel();
    await label.click();
    const row = this.page.locator('.action-widget, .context-view').getByText(name, { exact: true }).first();
    const others = this.page.getByText('Other Models', { exact: true });
    await row.or(others).first().waitFor();
    if (!(await row.isVisible())) await others.click();
    await row.click();
  }

  /** Asks, and returns at once. */
  async ask(question: string): Promise<void> {
    await this.input().click();
    await this.page.keyboard.type(question, { delay: 10 });
    // The list of names that were typed would take the key for itself.
    await this.page
      .locator('.suggest-widget.visible')
      .waitFor({ timeout: 1000 })
      .catch(() => {});
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('Enter');
  }

  /** Waits until the last answer matches; resolves to its text. */
  async answer(pattern: RegExp, timeoutMs = 60_000): Promise<string> {
    const answer = this.lastAnswer();
    const deadline = Date.now() + timeoutMs;
    let seen = '';
    while (Date.now() < deadline) {
      seen = ((await answer.textContent().catch(() => '')) ?? '').replace(/\s+/g, ' ').trim();
      if (pattern.test(seen)) return seen;
      await this.page.waitForTimeout(100);
    }
    throw new Error(
      `The chat did not say ${pattern} within ${timeoutMs} ms. It said: ${JSON.stringify(seen)}`,
    );
  }

  async clickButton(title: string): Promise<void> {
    await this.lastAnswer().getByRole('button', { name: title }).click();
  }

  async clickFollowup(label: string): Promise<void> {
    await this.page.getByText(label, { exact: true }).click();
  }

  /** Ends the answer that is coming. */
  async stop(): Promise<void> {
    const input = this.page.locator('.interactive-input-part');
    await input
      .getByRole('button', { name: /^(Cancel|Stop)/ })
      .first()
      .click();
  }

  private input(): Locator {
    return this.page.locator('.interactive-input-part .monaco-editor').first();
  }

  private modelLabel(): Locator {
    return this.page
      .locator('.chat-input-toolbars')
      .getByText(/^(Models|Parrot|Agentic QE Router)$/)
      .first();
  }

  private lastAnswer(): Locator {
    return this.page.locator('.interactive-item-container.interactive-response').last();
  }
}
