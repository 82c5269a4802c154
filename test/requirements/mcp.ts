/** Spec section 4. */
export const mcpRequirements = {
  'MCP-4.1-1': 'Without a configuration the MCP server does not stream.',
  'MCP-4.1-2':
    'One list names the test generator, the coverage analyzer and the quality gate; each can be called.',
  'MCP-4.1-3': 'The server announces capabilities.experimental.streaming exactly when streaming is on.',
  'MCP-4.1-4':
    'With streaming on, a tool is wrapped by StreamingMCPTool exactly when its supportsStreaming() is true.',
  'MCP-4.1-5': 'With streaming off, no tool is wrapped and none sends progress.',
  'MCP-4.1-6': 'A streaming tool sends notifications/progress for the caller’s progressToken.',
  'MCP-4.1-7': 'A streaming tool sends no progress to a caller without a progressToken.',
  'MCP-4.1-8': 'A caller’s cancellation stops the work of the call.',
  'MCP-4.1-9': 'A tool gives the same result with streaming on and off.',
  'MCP-4.1-10': 'The tools work on the memory that createMCPServer was given.',

  'MCP-4.2-1': 'supportsStreaming() is false for a tool that does not say otherwise.',
  'MCP-4.2-2':
    'executeStreaming() of a tool that does not implement it fails with “Streaming not supported by this tool”.',
  'MCP-4.2-3': 'A tool that has only execute() works unchanged with streaming on.',
} as const;
