import { memoryStoreContract } from '../../../contracts/memoryStoreContract';
import { FakeMemoryStore } from '../../../support/fakeMemoryStore';

memoryStoreContract('FakeMemoryStore', async () => new FakeMemoryStore());
