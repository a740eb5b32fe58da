/**
 * Bid prices: whether the tables that a party would take are worth more to guests who are expected to ask later. Prices
 * are the duals of the pooled bound on everyone accepted and everyone still expected; a party is taken when it brings at
 * least the covers that its cheapest tables cost (Bossert 2009; Feldman 2010). Only guests online are ever refused: who
 * answers the phone sees the room and decides.
 *
 * Prices follow from the state and the time alone, so that equal inputs give equal answers. Both are taken coarsely:
 * every few acceptances and every few hours the pooled problem is another one, in between it is looked up. A start at
 * which nobody was ever expected has no price: nothing is kept there.
 */
import { pooledBound } from '../seating/pooled-bound.ts';
import type { TablePrices } from '../seating/pooled-bound.ts';
import type { SeatingProblem, SeatingRequest } from '../seating/problem.ts';
import type { DayConfiguration } from '../service/configuration.ts';
import { requestsToCome } from '../service/demand.ts';
import { occupancyOf } from './floor-plan.ts';
import type { DayState } from './state.ts';

/** Prices are worked out anew when so many more parties are accepted. */
const partiesPerPricing = 8;
/** And when so many hours have passed: sooner the nearer the date is, since most bookings come in the last days. */
const pricingSteps = [
  { fromHours: 14 * 24, stepHours: 48 },
  { fromHours: 3 * 24, stepHours: 24 },
  { fromHours: -Infinity, stepHours: 6 },
] as const;
const hourMs = 3_600_000;
/** Prices come from floating point; a tie is a yes. */
const tolerance = 1e-6;
const pricingsKept = 8;

/** The request, which would get a table, has to leave it to others. `now` in epoch milliseconds. */
export function isKeptForDemand(state: DayState, request: SeatingRequest, now: number): boolean {
  const { seating, forecast } = state.configuration;
  if (!seating.bidPrices || forecast === null || request.channel !== 'online') return false;
  const demand = pricedDemandOf(state, now);
  return demand.prices.priceOf(request) > request.partySize + tolerance && !seatsEveryone(demand);
}

interface PricedDemand {
  readonly hoursLeft: number;
  readonly prices: TablePrices;
  readonly room: SeatingProblem;
  readonly requests: ReturnType<typeof requestsToCome>;
  /** Unknown before the first party would be refused. */
  fits: boolean | null;
}
const pricedStates = new WeakMap<DayState, PricedDemand>();
/** States that differ in less than matters share their prices. */
const pricings = new WeakMap<DayConfiguration, Map<string, PricedDemand>>();

function pricedDemandOf(state: DayState, now: number): PricedDemand {
  const hoursLeft = hoursLeftAt(state.configuration, now);
  const known = pricedStates.get(state);
  if (known?.hoursLeft === hoursLeft) return known;
  const priced = coarsePrices(state, hoursLeft);
  pricedStates.set(state, priced);
  return priced;
}

/** Where the room can take everyone, accepted or expected, nobody is refused, whatever the last tables cost. */
function seatsEveryone(demand: PricedDemand): boolean {
  if (demand.fits !== null) return demand.fits;
  const { room, requests } = demand;
  const expected = requests.reduce((sum, { partySize, count }) => sum + partySize * count, 0);
  const accepted = room.occupants.reduce((sum, party) => sum + (party.movable ? party.partySize : 0), 0);
  demand.fits = pooledBound(room, requests).coversMax >= accepted + expected - tolerance;
  return demand.fits;
}

/** Until the service date begins, rounded down; negative once it has. */
function hoursLeftAt({ startsAt }: DayConfiguration, now: number): number {
  const hours = (startsAt - now) / hourMs;
  const { stepHours } = pricingSteps.find(({ fromHours }) => hours >= fromHours) ?? pricingSteps[2];
  return Math.floor(hours / stepHours) * stepHours;
}

function coarsePrices(state: DayState, hoursLeft: number): PricedDemand {
  const { configuration } = state;
  const known = pricings.get(configuration) ?? new Map<string, PricedDemand>();
  pricings.set(configuration, known);
  const room = coarseRoom(state);
  const spans = room.occupants.map(({ tableIds, startMinute, endMinute }) => [startMinute, endMinute, ...tableIds]);
  const key = JSON.stringify([hoursLeft, spans, room.blocks]);
  let priced = known.get(key);
  if (priced === undefined) {
    const requests = requestsToCome(configuration, hoursLeft * 60);
    // A promise has its tables where they are planned: as part of the demand it could be traded away for a better one.
    const occupants = room.occupants.map((occupant) => ({ ...occupant, movable: false }));
    priced = { hoursLeft, prices: pooledBound({ ...room, occupants }, requests), room, requests, fits: null };
    if (known.size === pricingsKept) known.delete([...known.keys()][0] ?? '');
    known.set(key, priced);
  }
  return priced;
}

/** The room with those accepted up to the last full handful, by the order of their ids. */
function coarseRoom(state: DayState): SeatingProblem {
  const { problem } = occupancyOf(state);
  const reservations = problem.occupants.filter(({ key }) => state.reservations.has(Number(key)));
  const ordered = [...reservations].sort((one, other) => Number(one.key) - Number(other.key));
  return { ...problem, occupants: ordered.slice(0, ordered.length - (ordered.length % partiesPerPricing)) };
}
