/** What a tool answers an agent, behind every door the same: data for programs, and a few lines for people and models. */
export interface ToolResult<Data> {
  readonly structured: Data;
  readonly text: string;
  /** True when the data says that nothing could be done. */
  readonly isError: boolean;
}
