/** Queue messages wake delivery up. What they name is read from D1; what is lost or repeated on the way makes no difference. */
import type { Env } from '../env.ts';
import { logFault } from '../log.ts';
import { groupDatabase } from '../store/database.ts';
import type { GroupDatabase } from '../store/database.ts';
import { unexpandedOutbox } from '../store/outbox.ts';
import { expandOutbox } from './expand.ts';
import { sendAccountMails } from './send-account-mails.ts';
import { sendDue } from './send.ts';
import type { DeliveryWakeUp } from './wake-up.ts';

const lotsPerBatch = 4;
const retrySecondsMin = 5;
const retrySecondsMax = 300;

/** Never throws: a throw would bring back the messages that are done with, too. */
export async function consumeDeliveries(batch: MessageBatch<DeliveryWakeUp>, env: Env): Promise<void> {
  const woken = new Set<GroupDatabase>();
  for (const message of batch.messages) {
    try {
      if ('account' in message.body) {
        await sendAccountMails(env, lotsPerBatch);
        message.ack();
        continue;
      }
      const { groupId, eventIds } = message.body;
      const database = groupDatabase(env, groupId);
      await expandOutbox(database, await unexpandedOutbox(database, eventIds));
      woken.add(database);
      message.ack();
    } catch (error) {
      logFault(message.id, 'QUEUE', 'expand', error);
      message.retry({ delaySeconds: Math.min(retrySecondsMax, retrySecondsMin * 2 ** message.attempts) });
    }
  }
  for (const database of woken) {
    try {
      await sendDue(env, database, lotsPerBatch);
    } catch (error) {
      // What is due stays due: the sweep sends it.
      logFault(batch.queue, 'QUEUE', 'send', error);
    }
  }
}
