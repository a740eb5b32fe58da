/**
 * The door: who comes without a booking and finds no table is told how long it will take, and waits on the list if that
 * is not too long. The clock calls; the host looks at the list every other minute, and seats whoever answers.
 */
import type { WaitlistEntry } from '../../worker/contract/waitlist.ts';
import type { Chance } from '../../worker/domain/chance.ts';
import { partySizes } from '../demo/house.ts';
import type { Evening } from './evening.ts';
import { drawGuestInfo } from './late-guests.ts';

const minuteMs = 60_000;
const looksEveryMinutes = 2;
/** Somebody has gone for a walk and does not hear the first call. */
const wandersShare = 0.12;

interface PartyAtDoor {
  readonly entry: WaitlistEntry;
  /** Epoch milliseconds. */
  readonly joinedAt: number;
  readonly chance: Chance;
  wanders: boolean;
  isComing: boolean;
  wasCalled: boolean;
}

export class Door {
  readonly #evening: Evening;
  readonly #waiting = new Map<number, PartyAtDoor>();
  #isLooking = false;

  constructor(evening: Evening) {
    this.#evening = evening;
  }

  async walkIn(chance: Chance): Promise<void> {
    const { plan, tally, time } = this.#evening;
    const partySize = chance.of('size').weighted(partySizes.filter(([size]) => size <= 4));
    const params = { id: plan.restaurantId };
    const seated = await this.#evening.ask('POST /api/restaurants/{id}/walk-ins', { params, body: { partySize } });
    if (seated === null) return this.#wait(partySize, chance);
    tally.count('walk-ins');
    const party = { id: seated.id, partySize, stayMinutes: this.#evening.stayFor(seated.duration), since: time.now };
    this.#evening.sitDown(party, seated.tableIds ?? []);
  }

  async #wait(partySize: number, chance: Chance): Promise<void> {
    const { plan, tally, time } = this.#evening;
    const params = { id: plan.restaurantId };
    const patienceMinutes = chance.whole(20, 75);
    const query = { partySize };
    const quote = await this.#evening.ask('GET /api/restaurants/{id}/waitlist/quote', { params, query });
    if (quote === null || quote.minutes === null || quote.minutes > patienceMinutes) {
      tally.count('turned away');
      return;
    }
    const { name, phone } = drawGuestInfo(chance);
    const body = { partySize, name, phone };
    const entry = await this.#evening.ask('POST /api/restaurants/{id}/waitlist', { params, body });
    if (entry === null) {
      tally.count('turned away');
      return;
    }
    tally.count('on the list');
    const wanders = chance.happens(wandersShare);
    const party = { entry, joinedAt: time.now, chance, wanders, isComing: false, wasCalled: false };
    this.#waiting.set(entry.id, party);
    time.planIn(patienceMinutes, () => this.#loseHeart(party));
    if (!this.#isLooking) await this.#look();
  }

  /** Whoever hears that its table is ready comes; whoever is not on the list any more did not answer twice. */
  async #look(): Promise<void> {
    const { plan, tally, time } = this.#evening;
    this.#isLooking = this.#waiting.size > 0;
    if (!this.#isLooking) return;
    const list = await this.#evening.ask('GET /api/restaurants/{id}/waitlist', { params: { id: plan.restaurantId } });
    const onList = new Map(list?.items.map((each) => [each.id, each]));
    for (const [id, party] of this.#waiting) {
      const now = onList.get(id);
      if (now === undefined) {
        this.#waiting.delete(id);
        tally.count('did not answer');
      } else if (now.status === 'called') {
        this.#hear(party, now);
      }
    }
    time.planIn(looksEveryMinutes, () => this.#look());
  }

  #hear(party: PartyAtDoor, called: WaitlistEntry): void {
    const { tally, time } = this.#evening;
    if (!party.wasCalled) {
      const calledAt = Date.parse(called.calledAt ?? '');
      tally.waitedFor(party.entry.quotedMinutes, (calledAt - party.joinedAt) / minuteMs);
      party.wasCalled = true;
    }
    if (party.isComing) return;
    party.isComing = true;
    // Long enough for the call to run out: the next one is answered.
    const walkMinutes = party.wanders ? 15 : party.chance.whole(1, 4);
    party.wanders = false;
    time.planIn(walkMinutes, () => this.#seat(party));
  }

  async #seat(party: PartyAtDoor): Promise<void> {
    const { tally } = this.#evening;
    const { id, partySize } = party.entry;
    party.isComing = false;
    if (!this.#waiting.has(id)) return;
    const seated = await this.#evening.ask('PUT /api/waitlist/{waitlistId}/seat', { params: { waitlistId: id } });
    if (seated === null) return;
    this.#waiting.delete(id);
    tally.count('seated from the list');
    const stayMinutes = this.#evening.stayFor(seated.duration);
    this.#evening.sitDown({ id: seated.id, partySize, stayMinutes, since: party.joinedAt }, seated.tableIds ?? []);
  }

  async #loseHeart(party: PartyAtDoor): Promise<void> {
    const { id } = party.entry;
    if (!this.#waiting.has(id)) return;
    if (party.isComing) {
      this.#evening.time.planIn(10, () => this.#loseHeart(party));
      return;
    }
    this.#waiting.delete(id);
    const left = await this.#evening.ask('DELETE /api/waitlist/{waitlistId}', { params: { waitlistId: id } });
    if (left !== null) this.#evening.tally.count('left the list');
  }
}
