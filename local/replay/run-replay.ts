/** Sends every request to the house it was made for, in order within a date, many dates at a time. */
import type { ProblemCode } from '../../worker/contract/common.ts';
import type { ApiClient } from '../api-client.ts';
import { checkLedger, readLedger } from '../check-ledger.ts';
import { openFixedBook } from '../fixed-best-fit.ts';
import { dayBoundary, floorOf, resetMinutes, turnMinutesOf, turnTimes, zone } from './houses.ts';
import type { ReplayHouse, ReplayRequest } from './houses.ts';
import { wallMinuteOf } from '../../worker/domain/time/service-date.ts';

export interface ReplayResult {
  readonly name: string;
  readonly tables: number;
  readonly dates: number;
  readonly requests: number;
  readonly covers: number;
  readonly accepted: number;
  readonly acceptedCovers: number;
  /** What fixed best fit on the same floor would have seated of the same requests. */
  readonly fixed: number;
  readonly fixedCovers: number;
  readonly refused: ReadonlyMap<ProblemCode, number>;
  /** Found in the ledgers by code of its own; none, or something is badly wrong. */
  readonly overlaps: readonly string[];
  readonly faults: readonly string[];
}

export interface Replayed {
  readonly results: readonly ReplayResult[];
  readonly requests: number;
  readonly seconds: number;
}

interface OpenedHouse {
  readonly house: ReplayHouse;
  readonly restaurantId: number;
  readonly tableIds: readonly number[];
}

/** The requests of one date, which must be decided one after the other. */
interface Stream {
  readonly opened: OpenedHouse;
  readonly date: string;
  readonly requests: readonly ReplayRequest[];
  readonly answers: Answer[];
}

type Answer = { readonly partySize: number; readonly reservationId: number } | { readonly code: ProblemCode };

/** Opens a restaurant for each house in the group, replays its requests and reads its ledgers; `passed` after each of both. */
export async function replayHouses(
  api: ApiClient,
  groupId: number,
  houses: readonly ReplayHouse[],
  streamsAtOnce: number,
  passed: () => void,
): Promise<Replayed> {
  const opened: OpenedHouse[] = [];
  for (const house of houses) opened.push(await openHouse(api, groupId, house));
  const streams = opened.flatMap(streamsOf);
  const started = performance.now();
  await inParallel(streams, streamsAtOnce, (stream) => runStream(api, stream, passed));
  const seconds = (performance.now() - started) / 1000;
  const findings = new Map<Stream, Findings>();
  await inParallel(streams, streamsAtOnce, async (stream) => {
    findings.set(stream, await checkStream(api.origin, stream));
    passed();
  });
  const results = opened.map((each) => {
    const own = streams.filter((stream) => stream.opened === each);
    const found = own.flatMap((stream) => findings.get(stream) ?? []);
    return resultOf(each, own, found);
  });
  return { results, requests: streams.reduce((sum, { requests }) => sum + requests.length, 0), seconds };
}

async function openHouse(api: ApiClient, groupId: number, house: ReplayHouse): Promise<OpenedHouse> {
  const slug = `replay-${Date.now().toString(36)}-${house.name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}`;
  const { id } = await api.demand('POST /api/restaurants', {
    body: { groupId, name: house.name, slug, zone, dayBoundary, currency: 'JPY' },
  });
  const params = { id };
  const period = {
    name: 'Service',
    weekdays: [0, 1, 2, 3, 4, 5, 6],
    startTime: house.firstTime,
    lastStartTime: house.lastTime,
    intervalMinutes: 15,
    pacingCoversMax: null,
    pacingPartiesMax: null,
    channels: ['in_house' as const],
  };
  const policies = { noticeMinutes: 0, horizonDays: 730 };
  const settings = { periods: [period], turnTimes: [...turnTimes], resetMinutes, policies };
  await api.demand('PUT /api/restaurants/{id}/settings', { params, body: settings });
  const tables = house.tableSizes.map((capacity, index) => ({ tableNumber: String(index + 1), capacity }));
  const { items } = await api.demand('POST /api/restaurants/{id}/tables/bulk', { params, body: { tables } });
  const tableIds = items.sort((a, b) => Number(a.tableNumber) - Number(b.tableNumber)).map((table) => table.id);
  const combinations = floorOf(house, tableIds).combinations.map((each) => ({ ...each, tableIds: [...each.tableIds] }));
  await api.demand('PUT /api/restaurants/{id}/combinations', { params, body: { combinations } });
  return { house, restaurantId: id, tableIds };
}

function streamsOf(opened: OpenedHouse): Stream[] {
  return [...Map.groupBy(opened.house.requests, ({ date }) => date)].map(([date, requests]) => ({
    opened,
    date,
    requests,
    answers: [],
  }));
}

async function runStream(api: ApiClient, { opened, requests, answers }: Stream, passed: () => void): Promise<void> {
  for (const { index, date, time, partySize } of requests) {
    const answer = await api.ask('POST /api/restaurants/{id}/reservations', {
      params: { id: opened.restaurantId },
      body: { date, time, partySize, guestInfo: { name: `Booking ${index + 1}` } },
    });
    if (!answer.ok && (answer.status >= 500 || answer.status === 429)) {
      throw new Error(`booking ${index + 1} got no decision: ${answer.status} ${answer.problem.detail}`);
    }
    answers.push(answer.ok ? { partySize, reservationId: answer.body.id } : { code: answer.problem.code });
    passed();
  }
}

async function inParallel<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

interface Findings {
  readonly overlaps: readonly string[];
  readonly faults: readonly string[];
}

/** Recomputes the ledger of one date, and holds it against what its callers were told. */
async function checkStream(origin: string, { opened, date, answers }: Stream): Promise<Findings> {
  const found = checkLedger(await readLedger(origin, opened.restaurantId, date));
  const promised = new Set([...found.parties].filter(([, { state }]) => state === 'expected').map(([key]) => key));
  const accepted = answers.flatMap((answer) => ('code' in answer ? [] : [String(answer.reservationId)]));
  const missing = accepted.filter((id) => !promised.has(id)).map((id) => `booking ${id} was accepted and is not there`);
  const surplus =
    promised.size === accepted.length ? [] : [`${promised.size} bookings are there, ${accepted.length} were accepted`];
  const dated = (texts: readonly string[]): string[] => texts.map((text) => `${date} ${text}`);
  return { overlaps: dated(found.overlaps), faults: dated([...found.faults, ...missing, ...surplus]) };
}

function resultOf(opened: OpenedHouse, streams: readonly Stream[], findings: readonly Findings[]): ReplayResult {
  const { house } = opened;
  const answers = streams.flatMap((stream) => stream.answers);
  const accepted = answers.flatMap((answer) => ('code' in answer ? [] : [answer.partySize]));
  const fixed = streams.flatMap((stream) => fixedAccepts(opened, stream.requests));
  const refused = new Map<ProblemCode, number>();
  for (const answer of answers) if ('code' in answer) refused.set(answer.code, (refused.get(answer.code) ?? 0) + 1);
  return {
    name: house.name,
    tables: house.tableSizes.length,
    dates: streams.length,
    requests: answers.length,
    covers: sum(house.requests.map(({ partySize }) => partySize)),
    accepted: accepted.length,
    acceptedCovers: sum(accepted),
    fixed: fixed.length,
    fixedCovers: sum(fixed),
    refused,
    overlaps: findings.flatMap(({ overlaps }) => overlaps),
    faults: findings.flatMap(({ faults }) => faults),
  };
}

/** Party sizes that a book with fixed tables would have taken, of the requests of one date. */
function fixedAccepts({ house, tableIds }: OpenedHouse, requests: readonly ReplayRequest[]): number[] {
  const book = openFixedBook(floorOf(house, tableIds));
  const last = wallMinuteOf(house.lastTime, dayBoundary);
  return requests.flatMap(({ time, partySize }) => {
    const from = wallMinuteOf(time, dayBoundary);
    const until = from + turnMinutesOf(partySize) + resetMinutes;
    return from <= last && book.book({ partySize, from, until }) !== null ? [partySize] : [];
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
