/** Text up to a limit, and one line in the place of what is over it. */
export class BoundedText {
  private kept = '';
  private omittedCharacters = 0;

  constructor(
    text: string,
    private readonly maxCharacters: number,
  ) {
    this.append(text);
  }

  append(text: string): void {
    const room = this.omittedCharacters > 0 ? 0 : Math.max(0, this.maxCharacters - this.kept.length);
    const length = lengthOfWholeCharacters(text, room);
    this.kept += length === text.length ? text : text.slice(0, length);
    this.omittedCharacters += text.length - length;
  }

  toString(): string {
    if (this.omittedCharacters === 0) return this.kept;
    const lineBreak = this.kept === '' || this.kept.endsWith('\n') ? '' : '\n';
    return `${this.kept}${lineBreak}[${this.omittedCharacters} characters left out]\n`;
  }
}

/** At most `room`, and not through the middle of a surrogate pair. */
function lengthOfWholeCharacters(text: string, room: number): number {
  if (text.length <= room) return text.length;
  const isSplit = room > 0 && /[\uD800-\uDBFF]/.test(text.charAt(room - 1));
  return isSplit ? room - 1 : room;
}
