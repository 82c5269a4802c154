/** `Cart › add › keeps the order`. */
export function testName(titlePath: readonly string[]): string {
  return titlePath.join(' › ');
}

/** Of what a runner said, which may be long. */
export function firstLine(message: string | undefined): string {
  return (
    message
      ?.split(/\r?\n/)
      .find((line) => line.trim() !== '')
      ?.trim() ?? 'the runner gave no reason.'
  );
}
