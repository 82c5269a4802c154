import { foldJournals } from './adapters/storage/foldJournals';

void foldJournals();
