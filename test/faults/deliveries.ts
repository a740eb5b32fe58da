/**
 * The queue loses its wake-ups or brings them twice, the runtime dies while mail is leaving, the provider is away or
 * says nothing. Every message that is due leaves (I8): exactly once where nothing was lost on the way to the provider,
 * and none about a booking that was cancelled meanwhile, but that it was.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Chance, chanceFrom } from '../../worker/domain/chance.ts';
import { type LocalServer, until, withServer } from '../support/local-server.ts';
import { type MailProvider, openMailProvider } from '../support/mail-provider.ts';
import { type OpenedRestaurant, openRestaurant } from '../support/open-restaurant.ts';
import type { Outcome } from './outcome.ts';

export interface Deliveries {
  readonly seed: string;
  readonly kills: number;
}

const bookingsPerRound = 8;
const waitSeconds = 30;

interface Round {
  readonly kept: readonly number[];
  readonly cancelled: readonly number[];
}

export async function deliveries({ seed, kills }: Deliveries): Promise<Outcome> {
  const chance = chanceFrom(seed);
  const provider = await openMailProvider();
  try {
    return await withServer(async (server) => {
      const capacities = Array.from({ length: 40 }, () => 4);
      const place = new MailedHouse(server, await openRestaurant(server.origin, { capacities }), provider);
      await place.whenDoubled();
      await place.whenLost();
      await place.whenProviderIsAway();
      for (let kill = 0; kill < kills; kill += 1) await place.whenKilled(chance);
      const { complaints, rounds } = place;
      return { complaints, facts: { rounds, kills, mails: provider.received.length } };
    }, provider.vars);
  } finally {
    await provider.close();
  }
}

class MailedHouse {
  readonly complaints: string[] = [];
  rounds = 0;
  readonly #server: LocalServer;
  readonly #restaurant: OpenedRestaurant;
  readonly #provider: MailProvider;

  constructor(server: LocalServer, restaurant: OpenedRestaurant, provider: MailProvider) {
    this.#server = server;
    this.#restaurant = restaurant;
    this.#provider = provider;
  }

  async whenDoubled(): Promise<void> {
    await this.#server.setFaults({ queueDoubled: 1 });
    const round = await this.#bookAndCancel();
    await this.#untilSettled(round, 'the doubled wake-ups are done with', async () => undefined);
    // The second of each pair comes a second later.
    await sleep(2_500);
    this.#expectEachOnce('doubled', round);
    await this.#server.setFaults({});
  }

  async whenLost(): Promise<void> {
    await this.#server.setFaults({ queueLost: 1 });
    const round = await this.#bookAndCancel();
    await this.#untilProjected(round);
    if (this.#mailsOf(round).length > 0) this.complaints.push('lost: mail left without a wake-up');
    await this.#untilSettled(round, 'the sweep has made good what was lost', () => this.#sweepLater());
    this.#expectEachOnce('lost', round);
    await this.#server.setFaults({});
  }

  async whenProviderIsAway(): Promise<void> {
    this.#provider.behave('down');
    const down = await this.#bookAndCancel();
    await this.#untilProjected(down);
    await this.#sweepLater();
    this.#provider.behave('well');
    await this.#untilSettled(down, 'the mail leaves once the provider is back', () => this.#sweepLater());
    this.#expectEachOnce('provider down', down);
    this.#provider.behave('silent');
    const silent = await this.#bookAndCancel();
    await until(async () => this.#mailsOf(silent).length > 0, 'mail was taken without an answer', waitSeconds);
    this.#provider.behave('well');
    await this.#untilSettled(silent, 'the mail is settled', () => this.#sweepLater());
    this.#expectEachAtLeastOnce('provider silent', silent);
  }

  async whenKilled(chance: Chance): Promise<void> {
    const round = await this.#bookAndCancel();
    await sleep(chance.whole(0, 1_200));
    this.#server.kill();
    await this.#server.ready();
    await this.#untilSettled(round, 'everything due has left after a crash', () => this.#sweepLater());
    this.#expectEachAtLeastOnce('killed', round);
  }

  /** Bookings for guests with an address; every third is cancelled at once. */
  async #bookAndCancel(): Promise<Round> {
    this.rounds += 1;
    const { host, id } = this.#restaurant;
    const made = Array.from({ length: bookingsPerRound }, async (_, index) => {
      const name = `Guest ${String(this.rounds)} ${String(index)}`;
      const guestInfo = { name, phone: '+33 1 23 45 67 89', email: `guest${String(index)}@example.com` };
      const reservationDate = this.#restaurant.dateAhead(2 + this.rounds);
      const body = { reservationDate, reservationTime: '19:00', partySize: 2, guestInfo };
      const booked = await host.demand('POST /api/restaurants/{id}/reservations', { params: { id }, body });
      if (index % 3 > 0) return { id: booked.id, isKept: true };
      await host.demand('DELETE /api/reservations/{reservationId}', { params: { reservationId: booked.id } });
      return { id: booked.id, isKept: false };
    });
    const all = await Promise.all(made);
    return {
      kept: all.filter(({ isKept }) => isKept).map((each) => each.id),
      cancelled: all.filter(({ isKept }) => !isKept).map((each) => each.id),
    };
  }

  async #untilProjected({ kept, cancelled }: Round): Promise<void> {
    const ids = [...kept, ...cancelled].join();
    const query = `SELECT count(*) AS n FROM outbox WHERE reservation_id IN (${ids})`;
    const all = kept.length + 2 * cancelled.length;
    const complete = async () => (await this.#server.queryD1<{ n: number }>(query))[0]?.n === all;
    await until(complete, 'the outbox has every event', waitSeconds);
  }

  /** Every message that these bookings call for has left or was dropped. */
  async #untilSettled(round: Round, what: string, nudge: () => Promise<unknown>): Promise<void> {
    await this.#untilProjected(round);
    const ids = [...round.kept, ...round.cancelled].join();
    const open = `SELECT event_id FROM outbox WHERE expanded_at IS NULL AND reservation_id IN (${ids})
      UNION ALL SELECT event_id FROM deliveries WHERE state = 'pending' AND reservation_id IN (${ids})`;
    const settled = async () => {
      await nudge();
      return (await this.#server.queryD1(open)).length === 0;
    };
    await until(settled, what, waitSeconds).catch((error: unknown) => {
      this.complaints.push(String(error));
    });
  }

  /** What the cron does ten minutes from now: rows are overdue, leases and pauses are over. */
  async #sweepLater(): Promise<void> {
    await this.#server.queryD1('UPDATE outbox SET created_at = created_at - 600000 WHERE expanded_at IS NULL');
    await this.#server.queryD1("UPDATE deliveries SET next_attempt_at = 0 WHERE state = 'pending'");
    await this.#server.runCron();
  }

  #mailsOf({ kept, cancelled }: Round) {
    const ids = new Set([...kept, ...cancelled]);
    return this.#provider.received.filter(({ reservationId }) => ids.has(reservationId));
  }

  #expectEachAtLeastOnce(when: string, round: Round): void {
    for (const id of round.kept) this.#expectMails(when, id, 'confirmation', 1, Infinity);
    for (const id of round.cancelled) this.#expectMails(when, id, 'cancelled', 1, Infinity);
  }

  #expectEachOnce(when: string, round: Round): void {
    for (const id of round.kept) this.#expectMails(when, id, 'confirmation', 1, 1);
    for (const id of round.cancelled) this.#expectMails(when, id, 'cancelled', 1, 1);
    // Nobody was told of a table after the wake-up had waited for the cancellation.
    if (when === 'lost') for (const id of round.cancelled) this.#expectMails(when, id, 'confirmation', 0, 0);
  }

  #expectMails(when: string, id: number, template: string, min: number, max: number): void {
    const mails = this.#provider.received.filter((mail) => mail.reservationId === id && mail.template === template);
    if (mails.length >= min && mails.length <= max) return;
    this.complaints.push(`I8 ${when}: ${template} of reservation ${String(id)} left ${String(mails.length)} times`);
  }
}
