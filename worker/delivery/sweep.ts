/** What the queue lost, what failed, and what has become due since: found in D1 every minute, whatever happened to the messages. */
import type { Env } from '../env.ts';
import { logFault } from '../log.ts';
import { groupDatabases } from '../store/database.ts';
import type { GroupDatabase } from '../store/database.ts';
import { overdueOutbox } from '../store/outbox.ts';
import { expandOutbox } from './expand.ts';
import { sendAccountMails } from './send-account-mails.ts';
import { sendDue } from './send.ts';

/** Younger rows still have their wake-up under way. */
const overdueMs = 30_000;
/** The pause doubles with each: the last is seventeen hours, and then somebody must look at the log. */
const attemptsMax = 12;
const rowsPerLot = 100;
/** A longer backlog takes several runs. */
const lotsPerRun = 20;

/** Never throws: one database or one step that fails keeps no other waiting. */
export async function sweepDeliveries(env: Env): Promise<void> {
  for (const database of groupDatabases(env)) {
    await attempt('expand', () => expandOverdue(database));
    await attempt('send', () => sendDue(env, database, lotsPerRun));
  }
  await attempt('send to accounts', () => sendAccountMails(env, lotsPerRun));
}

async function expandOverdue(database: GroupDatabase): Promise<void> {
  for (let lot = 0; lot < lotsPerRun; lot += 1) {
    const rows = await overdueOutbox(database, { now: Date.now(), overdueMs, attemptsMax, limit: rowsPerLot });
    await expandOutbox(database, rows);
    if (rows.length < rowsPerLot) return;
  }
}

async function attempt(step: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    logFault('sweep', 'CRON', step, error);
  }
}
