import { ledgerStoreContract } from '../../../contracts/ledgerStoreContract';
import { FakeLedgerStore } from '../../../support/fakeLedgerStore';

ledgerStoreContract('FakeLedgerStore', async () => new FakeLedgerStore());
