import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JournaledView } from '../../../../src/adapters/storage/journaledView';
import { createSegmentName, createWriterName } from '../../../../src/adapters/storage/journalSegment';
import {
  encodeLedgerOperation,
  type LedgerOperation,
  parseLedgerOperation,
} from '../../../../src/adapters/storage/ledgerOperation';
import { selectRows } from '../../../../src/adapters/storage/ledgerQueries';
import { ledgerMigrations } from '../../../../src/adapters/storage/migrations/ledgerMigrations';
import type { RecordFormat } from '../../../../src/adapters/storage/recordFormat';
import {
  applyLedgerOperation,
  giveUpReservation,
  selectOpenReservations,
} from '../../../../src/adapters/storage/reservationQueries';
import { systemClock } from '../../../../src/base/clock';
import { silentLogger } from '../../../../src/base/logger';
import { aLedgerRow, aReservation, everything } from '../../../support/ledgerRows';
import { sqlWasmPath } from '../../../support/sqlWasmPath';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('JournaledView', () => {
  const folder = useTemporaryFolder();

  it('reads what a process wrote last before it gives up in its place', async () => {
    const ofTheDead = (name: string) => name.replace(/-\d+-/, '-4999999-');
    const journalFolder = join(folder(), 'journal');
    const segment = join(journalFolder, ofTheDead(createSegmentName(Date.now())));
    const { row: reserved } = aReservation(60, []);
    const owner = ofTheDead(createWriterName(Date.now()));
    await mkdir(journalFolder);
    await writeFile(
      segment,
      encodeLedgerOperation({ op: 'reserve', owner, requestedAtMs: Date.now(), row: reserved }),
    );
    const row = aLedgerRow({ callId: reserved.callId, costMicroUsd: 5 });
    let isSettled = false;
    const format: RecordFormat<LedgerOperation> = {
      name: 'ledger',
      journalName: 'journal',
      title: 'cost record',
      journalTitle: 'cost journal',
      newerFormatHint: '',
      migrations: ledgerMigrations,
      encode: encodeLedgerOperation,
      parse: parseLedgerOperation,
      apply: applyLedgerOperation,
      openItems: (database) => {
        const items = selectOpenReservations(database);
        // The journal has been read, and nobody has asked yet whether the writer is alive.
        if (!isSettled) appendFileSync(segment, encodeLedgerOperation({ op: 'settle', row }));
        isSettled = true;
        return items;
      },
      giveUp: giveUpReservation,
    };
    const view = new JournaledView({
      format,
      snapshotPath: join(folder(), 'ledger.db'),
      journalFolder,
      wasmPath: sqlWasmPath,
      logger: silentLogger,
      clock: systemClock,
    });
    await view.refresh();
    assert.deepEqual(selectRows(view.database, everything), [row]);
    assert.deepEqual(selectOpenReservations(view.database), []);
    view.close();
  });
});
