import { randomUUID } from 'node:crypto';
import { systemTimer } from '../base/timer';
import { type ConversationDependencies, ConversationService } from '../core/conversation/conversationService';
import { branchOf } from './branchOf';

/** Loaded when somebody first asks for a model: most windows never do. */
export function createConversations(
  dependencies: Omit<ConversationDependencies, 'createId' | 'setTimer' | 'branchOf'>,
): ConversationService {
  return new ConversationService({ ...dependencies, setTimer: systemTimer, createId: randomUUID, branchOf });
}
