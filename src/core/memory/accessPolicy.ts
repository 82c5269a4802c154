import type { Accessor, EntryTerms } from './memoryEntry';

type Protected = Pick<EntryTerms, 'owner' | 'accessLevel'>;

/** May the accessor see the entry? */
export function mayRead(accessor: Accessor, { owner, accessLevel }: Protected): boolean {
  switch (accessLevel) {
    case 'private':
      return isSameAccessor(accessor, owner);
    case 'team':
      return isSameAccessor(accessor, owner) || isSameTeam(accessor, owner);
    case 'swarm':
      return accessor.kind !== 'client';
    case 'public':
      return true;
    case 'system':
      return accessor.kind === 'system';
  }
}

/** May the owner have an entry of this level at all? Nobody but the system speaks for the system, and clients have no team. */
export function mayCreate({ owner, accessLevel }: Protected): boolean {
  if (owner.kind === 'client') return accessLevel === 'private' || accessLevel === 'public';
  return accessLevel !== 'system' || owner.kind === 'system';
}

/** May the accessor store something else under the entry's key? */
export function mayReplace(accessor: Accessor, { owner }: Protected): boolean {
  return isSameAccessor(accessor, owner);
}

/** May the accessor remove the entry? The system may, because it sweeps. */
export function mayDelete(accessor: Accessor, { owner }: Protected): boolean {
  return accessor.kind === 'system' || isSameAccessor(accessor, owner);
}

function isSameTeam(one: Accessor, other: Accessor): boolean {
  return one.kind === 'agent' && other.kind === 'agent' && one.agentType === other.agentType;
}

function isSameAccessor(one: Accessor, other: Accessor): boolean {
  switch (one.kind) {
    case 'system':
      return other.kind === 'system';
    case 'agent':
      return isSameTeam(one, other) && other.kind === 'agent' && one.agentId === other.agentId;
    case 'client':
      return other.kind === 'client' && one.clientId === other.clientId;
  }
}
