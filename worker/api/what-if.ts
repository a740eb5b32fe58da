/** Past nights again with another room, pacing or policy: what it would have come to. Nothing is changed by it. */
import { cameByThemselves } from '../domain/reservation/state.ts';
import type { WhatIfAnswer } from '../contract/what-if.ts';
import type { SalesChannel } from '../domain/seating/problem.ts';
import { changedHouse } from '../domain/what-if/changed-house.ts';
import { compareHouses } from '../domain/what-if/compare.ts';
import type { PastNight } from '../domain/what-if/compare.ts';
import type { RestaurantConfiguration } from '../domain/service/configuration.ts';
import { daysBetween, serviceSpan } from '../domain/time/service-date.ts';
import { readConfiguration } from '../store/configuration.ts';
import { groupDatabase } from '../store/database.ts';
import { learnedHouse } from '../store/house-models.ts';
import { pastRequests } from '../store/past-requests.ts';
import type { PastRequestRow } from '../store/past-requests.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { today } from './ask-day.ts';
import type { Handlers } from './operation.ts';
import { type ProblemAnswer, problem } from './problem.ts';

const nightsMax = 31;
/** Two hundred and fifty a night for a month: more than that takes longer than a Worker may. */
const requestsMax = 7_750;

export const whatIfHandlers = {
  'POST /api/restaurants/{id}/seating/what-if': async ({ env, restaurant, body }) => {
    const { from, to, changes } = body;
    const refused = refuseDates(restaurant, from, to);
    if (refused !== null) return refused;
    const { startsAt } = serviceSpan(from, restaurant.zone, restaurant.dayBoundary);
    const present = await readConfiguration(env, restaurant, startsAt);
    // What guests to expect is read with the configuration only where the house keeps tables for them already.
    const learned = changes.policies?.bidPrices === true ? await learnedHouse(env, restaurant.restaurantId) : null;
    const configuration = { ...present, demand: present.demand ?? learned?.model.demand };
    const changed = changedHouse(configuration, changes);
    if (!changed.ok) {
      const errors = changed.errors.map(({ path, message }) => ({ path: `changes.${path}`, message }));
      return problem('invalid', errors[0]?.message ?? '', { errors });
    }
    const database = groupDatabase(env, restaurant.groupId);
    const rows = await pastRequests(database, restaurant.restaurantId, { from, to }, requestsMax + 1);
    if (rows.length > requestsMax)
      return badDates('to', 'So many bookings take too long at once: choose fewer nights.');
    const nights = nightsOf(rows);
    const compared = compareHouses(nights, configuration, changed.configuration, changes.turnMinutesMore ?? 0);
    const answer: WhatIfAnswer = {
      from,
      to,
      nights: nights.length,
      asItIs: compared.asItIs,
      asItWouldBe: compared.asItWouldBe,
      byNight: [...compared.byNight],
      limits: limitsOf(configuration, changed.configuration),
    };
    return answer;
  },
} satisfies Handlers;

function refuseDates(restaurant: RestaurantFacts, from: string, to: string): ProblemAnswer | null {
  if (to < from) return badDates('to', 'Let the last night be the first or a later one.');
  if (daysBetween(from, to) >= nightsMax) return badDates('to', `Choose at most ${nightsMax} nights.`);
  if (to >= today(restaurant)) return badDates('to', 'Choose nights that are over; the last can be yesterday.');
  return null;
}

function badDates(path: string, message: string): ProblemAnswer {
  return problem('invalid', message, { errors: [{ path, message }] });
}

/** Only nights on which anybody asked, in order. */
function nightsOf(rows: readonly PastRequestRow[]): PastNight[] {
  const byDate = [...Map.groupBy(rows, (row) => row.serviceDate)];
  byDate.sort(([one], [other]) => (one < other ? -1 : 1));
  return byDate.map(([date, asked]) => ({ date, requests: asked.map(requestOf) }));
}

function requestOf(row: PastRequestRow): PastNight['requests'][number] {
  const { partySize, durationMinutes, source, status } = row;
  const atDoor = cameByThemselves(source);
  // A party at the door asked when it came; what is written of it is when it sat down.
  const startsAt = atDoor ? (row.arrivedAt ?? row.startsAt) : row.startsAt;
  return {
    partySize,
    startsAt,
    durationMinutes,
    source,
    channel: channelOf(source),
    preferredSeating: row.preferred,
    askedAt: atDoor ? startsAt : row.createdAt,
    droppedAt: status === 'cancelled' || status === 'no_show' ? row.updatedAt : null,
  };
}

function channelOf(source: PastRequestRow['source']): SalesChannel {
  if (cameByThemselves(source)) return 'walk_in';
  return source === 'online' || source === 'partner' ? 'online' : 'in_house';
}

/** What this comparison cannot know, in sentences. */
function limitsOf(present: RestaurantConfiguration, changed: RestaurantConfiguration): string[] {
  const seating = changed.settings.seating;
  return [
    'Guests whom the house turned away then were never written down, so neither side can win them back.',
    'Guests might have chosen otherwise: everyone asks for the time they booked, and who is refused leaves.',
    'Both sides run by today’s settings, not by those of that night, and everybody stays for the usual turn.',
    'At the door a wait lasts as long as the plan of that minute says; a table that comes free sooner is not counted.',
    'Tables chosen by hand and bookings taken over the limits are decided anew, like all others.',
    ...(changed.tables === present.tables ? [] : ['New tables are taken to suit every channel and no special wish.']),
    ...(seating.slotShaping && !present.settings.seating.slotShaping
      ? ['Hiding times that leave gaps changes what guests choose; a replay of what they chose cannot show it.']
      : []),
    ...(seating.bidPrices
      ? [
          changed.demand === undefined
            ? 'Nothing is learned of this house’s demand yet, so keeping tables for expected guests changes nothing here.'
            : 'What guests to expect was learned from these nights, too; on nights to come it will be right less often.',
        ]
      : []),
  ];
}
