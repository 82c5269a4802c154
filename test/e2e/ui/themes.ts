import type { WorkbenchPage } from './workbenchPage';

/** A theme of each kind that VS Code has, by the end of a screenshot's name. */
const themes = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  contrast: 'Dark High Contrast',
} as const;

/**
 * Takes a screenshot in a dark, a light and a high-contrast theme (`NAME-dark.png`, …) and leaves the window in the dark one.
 * @param inTheme what else is to be looked at in each of them
 */
export async function screenshotInThemes(
  workbench: WorkbenchPage,
  name: string,
  inTheme: () => Promise<unknown> = async () => {},
): Promise<void> {
  for (const kind of ['light', 'contrast', 'dark'] as const) {
    await workbench.useTheme(themes[kind]);
    await inTheme();
    await workbench.screenshot(`${name}-${kind}`);
  }
}
