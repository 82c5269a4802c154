/** Spec section 6: partitions, expiry and access (6.1), costs (6.2), streaming sessions (6.3). */
export const memoryRequirements = {
  'MEM-6.1-1': 'Memory has the partitions routing/costs, routing/selections and routing/stats.',
  'MEM-6.1-2': 'Memory has the partitions streaming/sessions, streaming/buffer and streaming/metadata.',
  'MEM-6.1-3': 'Entries of routing/costs expire after 30 days.',
  'MEM-6.1-4': 'Entries of routing/selections expire after 7 days.',
  'MEM-6.1-5': 'Entries of routing/stats never expire.',
  'MEM-6.1-6': 'Entries of streaming/metadata expire after 24 hours.',
  'MEM-6.1-7': 'A TTL is in seconds.',
  'MEM-6.1-8': 'An expired entry is not read, swept or not.',
  'MEM-6.1-9': 'The sweep removes expired entries and no other.',
  'MEM-6.1-10': 'A PRIVATE entry is open to its owner only.',
  'MEM-6.1-11': 'A TEAM entry is open to agents of its owner’s type only.',
  'MEM-6.1-12': 'A SWARM entry is open to every agent of the fleet and to nobody outside it.',
  'MEM-6.1-13': 'A PUBLIC entry can be read by everyone, MCP clients included.',
  'MEM-6.1-14': 'A SYSTEM entry is open to the product only.',
  'MEM-6.1-15': 'Every read and write names its accessor; one that is not allowed is refused.',
  'MEM-6.1-16': 'What was stored is there after a restart, with partition, owner, access level and expiry.',
  'MEM-6.1-17': 'A kill at any point loses no acknowledged entry and leaves memory that opens.',
  'MEM-6.1-18': 'Every selection is kept in routing/selections.',
  'MEM-6.1-19': 'Routing statistics are kept in routing/stats across restarts.',

  'MEM-6.2-1':
    'Each call is one cost entry with unique id, modelName, timestamp, cost, tokens, taskType and agentId.',
  'MEM-6.2-2': 'A cost entry is kept as routing/costs/<id>, owned by system, at access level SYSTEM.',
  'MEM-6.2-3': 'Its cost is computed from the token usage and the prices of the model that was used.',
  'MEM-6.2-4': 'The daily total is derived from ledger rows and counts the entry just tracked.',
  'MEM-6.2-5': 'Two writers at the same time lose no cost.',
  'MEM-6.2-6': 'Every agent of the fleet can read the daily total under routing/costs/daily/<date>.',
  'MEM-6.2-7': 'cost.tracked is announced once per entry, after the entry was stored.',
  'MEM-6.2-8': 'The ledger keeps rows for 400 days by default.',

  'MEM-6.3-1':
    'startStream stores streaming/sessions/<streamId> with id, startTime, metadata and status “active”.',
  'MEM-6.3-2': 'A session expires after one hour.',
  'MEM-6.3-3': 'storeChunk stores the chunk as streaming/buffer/<streamId>/<sequence>.',
  'MEM-6.3-4': 'A stored chunk expires after five minutes.',
  'MEM-6.3-5': 'Sessions and chunks are PRIVATE to the agent that streams.',
} as const;
