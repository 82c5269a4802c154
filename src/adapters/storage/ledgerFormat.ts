import { encodeLedgerOperation, type LedgerOperation, parseLedgerOperation } from './ledgerOperation';
import { pruneRows } from './ledgerQueries';
import { ledgerMigrations } from './migrations/ledgerMigrations';
import type { RecordFormat } from './recordFormat';
import {
  applyLedgerOperation,
  giveUpReservation,
  pruneReservations,
  selectOpenReservations,
} from './reservationQueries';

/** `ledger.db` and its journal. */
export const ledgerFormat: RecordFormat<LedgerOperation> = {
  name: 'ledger',
  journalName: 'journal',
  title: 'cost record',
  journalTitle: 'cost journal',
  newerFormatHint: 'Update this one; until then nothing can be recorded, and paid models stay off.',
  migrations: ledgerMigrations,
  encode: encodeLedgerOperation,
  parse: parseLedgerOperation,
  apply: applyLedgerOperation,
  openItems: selectOpenReservations,
  giveUp: giveUpReservation,
  prune: (database, nowMs) => {
    pruneRows(database, nowMs);
    pruneReservations(database, nowMs);
  },
};
