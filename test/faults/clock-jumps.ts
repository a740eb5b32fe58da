/**
 * The clock jumps ahead by an hour and by days, and back again; the runtime dies while a day is handed over. A day's
 * times never run backwards, holds expire, and what is still in the room at the close is in the next date's room once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { chanceFrom } from '../../worker/domain/chance.ts';
import { type HouseClock, houseClock } from '../../local/house-clock.ts';
import { resolveWallTime } from '../../worker/domain/time/service-date.ts';
import { checkLedgers } from '../support/check-ledgers.ts';
import { type DayFile, readDayFiles } from '../support/ledger-files.ts';
import { type LocalServer, until, withServer } from '../support/local-server.ts';
import { type OpenedRestaurant, openRestaurant } from '../support/open-restaurant.ts';
import type { Outcome } from './outcome.ts';

export interface ClockJumps {
  readonly seed: string;
  /** Crashes while the day is handed over. */
  readonly kills: number;
}

const waitSeconds = 60;

export async function clockJumps({ seed, kills }: ClockJumps): Promise<Outcome> {
  const chance = chanceFrom(seed);
  return withServer(async (server) => {
    const restaurant = await openRestaurant(server.origin, { capacities: [2, 2, 2, 4, 4] });
    const evening = new Evening(server, restaurant);
    await evening.serve();
    await evening.jumpAnHour();
    for (let kill = 0; kill < kills; kill += 1) {
      await evening.goTo(1, '06:00');
      // The close is on its way to the next date: somewhere in there the lights go out.
      await sleep(chance.whole(0, 150));
      server.kill();
      await server.ready();
    }
    await evening.handOver();
    await evening.goBack();
    await server.stop();
    const days = readDayFiles(server.stateDir);
    const complaints = [...evening.complaints, ...checkLedgers(days), ...evening.checkHandOver(days)];
    return {
      complaints,
      facts: { kills, days: days.length, events: days.reduce((sum, day) => sum + day.lines.length, 0) },
    };
  });
}

class Evening {
  readonly complaints: string[] = [];
  readonly #server: LocalServer;
  readonly #restaurant: OpenedRestaurant;
  readonly #clock: HouseClock;
  readonly #date: string;
  readonly #next: string;
  #staying = 0;
  #expected = 0;

  constructor(server: LocalServer, restaurant: OpenedRestaurant) {
    this.#server = server;
    this.#restaurant = restaurant;
    this.#clock = houseClock(server.origin, restaurant.id);
    this.#date = restaurant.dateAhead(0);
    this.#next = restaurant.dateAhead(1);
  }

  /** A party that will not leave, one that leaves its table dirty, one that never comes, and a form left open. */
  async serve(): Promise<void> {
    const { host, tableIds } = this.#restaurant;
    const params = { id: this.#restaurant.id };
    await this.goTo(0, '19:00');
    const [first, second] = tableIds;
    const walkIn = (tableId: number | undefined) =>
      host.demand('POST /api/restaurants/{id}/walk-ins', { params, body: { partySize: 2, tableIds: [tableId ?? 0] } });
    this.#staying = (await walkIn(first)).id;
    const leaving = await walkIn(second);
    const guestInfo = { name: 'Nobody', phone: '+33 1 23 45 67 89' };
    const wish = { reservationDate: this.#date, reservationTime: '20:45', partySize: 2, guestInfo };
    this.#expected = (await host.demand('POST /api/restaurants/{id}/reservations', { params, body: wish })).id;
    await host.demand('PUT /api/reservations/{reservationId}/complete', { params: { reservationId: leaving.id } });
    await this.#hold();
  }

  async #hold(): Promise<void> {
    const { host, id } = this.#restaurant;
    const body = { date: this.#date, time: '21:00', partySize: 4 };
    await host.demand('POST /api/restaurants/{id}/holds', { params: { id }, body });
  }

  async jumpAnHour(): Promise<void> {
    await this.goTo(0, '18:00');
    this.#expect((await this.#floor(this.#date)).heldTableIds.length === 1, 'an hour back the hold is still there');
    await this.goTo(0, '20:00');
    this.#expect((await this.#floor(this.#date)).heldTableIds.length === 0, 'an hour ahead the hold has expired');
    await this.goTo(0, '19:00');
    await this.#hold();
    this.#expect((await this.#floor(this.#date)).heldTableIds.length === 1, 'back again a new hold holds');
  }

  async handOver(): Promise<void> {
    await this.goTo(1, '06:00');
    const handedOver = async (): Promise<boolean> => {
      // After a crash the server's clock is the system's again, as it is wherever this is deployed.
      await this.goTo(1, '06:00');
      const { reservations, tables } = await this.#floor(this.#next);
      const party = reservations.find((reservation) => reservation.id === this.#staying);
      const table = tables.find(({ tableId }) => tableId === this.#restaurant.tableIds[1]);
      return party?.status === 'seated' && table?.status === 'cleaning';
    };
    await until(handedOver, 'the next date has the party and the table', waitSeconds).catch((error: unknown) => {
      this.complaints.push(String(error));
    });
    this.#expect((await this.#floor(this.#date)).phase === 'closed', 'the date is closed');
    const { status } = await this.#read(this.#expected);
    this.#expect(status === 'no_show', `who never came is a no-show, not ${status}`);
  }

  /** A day back: the closed date stays closed, and nothing that happened is undone. */
  async goBack(): Promise<void> {
    const { host, id } = this.#restaurant;
    await this.goTo(0, '19:00');
    const guestInfo = { name: 'Somebody', phone: '+33 1 23 45 67 89' };
    const body = { reservationDate: this.#date, reservationTime: '21:00', partySize: 2, guestInfo };
    const late = await host.ask('POST /api/restaurants/{id}/reservations', { params: { id }, body });
    this.#expect(!late.ok && late.status === 409, 'a closed date takes no booking, whatever the clock says');
    const tomorrow = { ...body, reservationDate: this.#next };
    const booked = await host.ask('POST /api/restaurants/{id}/reservations', { params: { id }, body: tomorrow });
    this.#expect(booked.ok, 'the next date goes on');
    const { reservationDate, status } = await this.#read(this.#staying);
    this.#expect(reservationDate === this.#next && status === 'seated', 'the party sits where it was handed over to');
  }

  /** Sets the clock and lets the date look at it. */
  async goTo(days: number, time: string): Promise<void> {
    const { dateAhead, zone } = this.#restaurant;
    const moment = resolveWallTime(dateAhead(days), time, zone, '04:00');
    if (moment.kind !== 'unique') throw new Error(`${time} is no time`);
    await this.#clock.set(moment.at);
    await this.#floor(this.#date);
  }

  checkHandOver(days: readonly DayFile[]): string[] {
    const countOf = (date: string, type: string, id?: number): number =>
      days
        .filter((day) => day.date === date)
        .flatMap((day) => day.lines)
        .filter((line) => line.type === type && (id === undefined || JSON.stringify(line.body).includes(String(id))))
        .length;
    const counts = [
      ['MovedOut', countOf(this.#date, 'MovedOut', this.#staying)],
      ['MovedIn', countOf(this.#next, 'MovedIn', this.#staying)],
      ['DayClosed', countOf(this.#date, 'DayClosed')],
      ['TablesHandedOver', countOf(this.#date, 'TablesHandedOver')],
      ['TablesTakenOver', countOf(this.#next, 'TablesTakenOver')],
    ] as const;
    return counts.filter(([, count]) => count !== 1).map(([type, count]) => `${type} ${String(count)} times, not once`);
  }

  async #floor(date: string) {
    const { host, id } = this.#restaurant;
    return host.demand('GET /api/restaurants/{id}/floor', { params: { id }, query: { date } });
  }

  async #read(reservationId: number) {
    return this.#restaurant.host.demand('GET /api/reservations/{reservationId}', { params: { reservationId } });
  }

  #expect(holds: boolean, what: string): void {
    if (!holds) this.complaints.push(`not so: ${what}`);
  }
}
