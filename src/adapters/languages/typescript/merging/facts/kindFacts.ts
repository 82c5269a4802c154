import type { ReadAssertion } from '../../../../../core/testing/languageAdapter';
import type { BodyTree } from './bodyTree';
import type { FlowIndex } from './flowIndex';
import type { ModuleFlow } from './moduleFlow';
import type { Origins } from './origins';
import type { OutsideNames } from './outsideNames';

export type Kind = ReadAssertion['kind'];

/** What is known of a body when its assertions are judged. */
export interface KindFacts {
  readonly tree: BodyTree;
  readonly flows: FlowIndex;
  readonly names: OutsideNames;
  readonly module: ModuleFlow;
  readonly origins: Origins;
}
