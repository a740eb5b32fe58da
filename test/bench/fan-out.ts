/** How long until every tablet on the floor has heard of a booking, against a bare insert that is sent on. */
import type { ApiClient } from '../../local/api-client.ts';
import { openSocket } from '../../local/open-socket.ts';
import type { BenchHouse } from './house.ts';
import { insert } from './requests.ts';
import type { Measured } from './requests.ts';

const socketCount = 40;
const changesPerRound = 12;
/** As long as what a tablet hears of one booking. */
const textLength = 900;

interface Audience {
  /** Resolves when each socket has heard the text. */
  heard(text: string): Promise<void>;
  close(): void;
}

export async function benchFanOut(
  house: BenchHouse,
  ceilingOrigin: string,
  goesOn: (round: number) => boolean,
  passed: (done: number) => void,
): Promise<Measured> {
  const date = house.freshDate();
  const { api, restaurantId } = house;
  const ours = await gather(`${api.origin}/ws/restaurant/${restaurantId}/tables?date=${date}`, api);
  const theirs = await gather(`${ceilingOrigin}/fan-out`, api);
  const measured: Measured = { name: `tell ${socketCount} tablets`, unit: 'ms', rounds: [] };
  for (let round = 0; goesOn(round); round += 1) {
    let [told, bare] = [0, 0];
    for (let change = 0; change < changesPerRound; change += 1) {
      const text = `Guest ${change} of round ${round}`;
      told += await timeOfBooking(house, date, text, ours);
      const started = performance.now();
      const all = theirs.heard(text);
      await insert(`${ceilingOrigin}/fan-out`, { text, rest: 'x'.repeat(textLength) });
      await all;
      bare += performance.now() - started;
    }
    if (round === 0) continue;
    measured.rounds.push([told / changesPerRound, bare / changesPerRound]);
    passed(round);
  }
  ours.close();
  theirs.close();
  return measured;
}

/** From the request to the last tablet; the table is given back afterwards, which is not counted. */
async function timeOfBooking(house: BenchHouse, date: string, name: string, audience: Audience): Promise<number> {
  const { api, restaurantId } = house;
  const started = performance.now();
  const all = audience.heard(name);
  const { id } = await api.demand('POST /api/restaurants/{id}/reservations', {
    params: { id: restaurantId },
    body: { date, time: '19:00', partySize: 2, guestInfo: { name, phone: '' } },
  });
  await all;
  const ms = performance.now() - started;
  await api.demand('DELETE /api/reservations/{reservationId}', { params: { reservationId: id } });
  return ms;
}

async function gather(url: string, api: ApiClient): Promise<Audience> {
  const token = await api.accessToken();
  const waiting = new Map<string, { left: number; done: () => void }>();
  const hear = (message: string): void => {
    for (const [text, each] of waiting) {
      if (!message.includes(text)) continue;
      each.left -= 1;
      if (each.left === 0) each.done();
    }
  };
  const sockets = await Promise.all(Array.from({ length: socketCount }, () => openSocket(url, token, hear)));
  return {
    heard(text) {
      return new Promise((done) => {
        const heardByAll = (): void => {
          waiting.delete(text);
          done();
        };
        waiting.set(text, { left: sockets.length, done: heardByAll });
      });
    },
    close() {
      for (const socket of sockets) socket.close();
    },
  };
}
