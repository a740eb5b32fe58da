import * as z from 'zod';
import { PathId, listOf } from '../common.ts';
import { AvailabilityPrediction, Expectations, Forecast, ForecastQuery, PredictionQuery } from '../forecast.ts';
import type { Operation } from '../operation.ts';
import { Reservation } from '../reservations.ts';
import {
  ApplySeating,
  OptimizeSeating,
  SeatingOptimization,
  SeatingPlan,
  SeatingQuery,
  TableTurnover,
} from '../seating.ts';
import { JoinWaitlist, SeatFromWaitlist, WaitQuote, WaitQuoteQuery, WaitlistEntry } from '../waitlist.ts';
import { WhatIf, WhatIfAnswer } from '../what-if.ts';

const restaurant = z.object({ id: PathId });
const table = z.object({ id: PathId, tableId: PathId });
const waitlistEntry = z.object({ waitlistId: PathId });

export const seatingOperations = {
  'GET /api/restaurants/{id}/seating/plan': {
    summary: 'The plan of a date: who is to sit where, and why',
    tag: 'Seating',
    access: { staff: 'reservations.read' },
    params: restaurant,
    query: SeatingQuery,
    status: 200,
    answer: SeatingPlan,
  },
  'POST /api/restaurants/{id}/seating/optimize': {
    summary: 'A better plan, as a preview with proof of how good it is',
    tag: 'Seating',
    access: { staff: 'reservations.write' },
    params: restaurant,
    body: OptimizeSeating,
    status: 200,
    answer: SeatingOptimization,
  },
  'POST /api/restaurants/{id}/seating/apply': {
    summary: 'Make a previewed plan the plan; refused when the date has moved on',
    tag: 'Seating',
    access: { staff: 'reservations.write' },
    params: restaurant,
    body: ApplySeating,
    status: 200,
    answer: SeatingPlan,
    keyed: true,
    problems: ['plan_outdated'],
  },
  'GET /api/restaurants/{id}/tables/{tableId}/turnover': {
    summary: 'How often a table turns on a date',
    tag: 'Seating',
    access: { staff: 'floor.read' },
    params: table,
    query: SeatingQuery,
    status: 200,
    answer: TableTurnover,
  },
  'GET /api/restaurants/{id}/availability/prediction': {
    summary: 'How likely a table is free at a time, by party size, and the wait otherwise',
    tag: 'Availability',
    access: 'public',
    params: restaurant,
    query: PredictionQuery,
    status: 200,
    answer: AvailabilityPrediction,
  },
  'GET /api/restaurants/{id}/seating/forecast': {
    summary: 'Turns, demand and no-shows as learned from the house’s own past',
    tag: 'Seating',
    access: { staff: 'reservations.read' },
    params: restaurant,
    query: ForecastQuery,
    status: 200,
    answer: Forecast,
  },
  'GET /api/restaurants/{id}/seating/expectations': {
    summary: 'When seated parties will leave, and who may not come',
    tag: 'Seating',
    access: { staff: 'reservations.read' },
    params: restaurant,
    query: SeatingQuery,
    status: 200,
    answer: Expectations,
  },
  'POST /api/restaurants/{id}/seating/what-if': {
    summary: 'Past nights again with another room, pacing or policy',
    tag: 'Seating',
    access: { staff: 'analytics.read' },
    params: restaurant,
    body: WhatIf,
    status: 200,
    answer: WhatIfAnswer,
  },
  'GET /api/restaurants/{id}/waitlist': {
    summary: 'Who waits at the door tonight, in order',
    tag: 'Waitlist',
    access: { staff: 'floor.read' },
    params: restaurant,
    status: 200,
    answer: listOf(WaitlistEntry),
  },
  'POST /api/restaurants/{id}/waitlist': {
    summary: 'Put a party on tonight’s waitlist, with the wait it is told',
    tag: 'Waitlist',
    access: { staff: 'floor.operate' },
    params: restaurant,
    body: JoinWaitlist,
    status: 201,
    answer: WaitlistEntry,
    keyed: true,
  },
  'GET /api/restaurants/{id}/waitlist/quote': {
    summary: 'How long a party would wait if it came now',
    tag: 'Waitlist',
    access: { staff: 'floor.read' },
    params: restaurant,
    query: WaitQuoteQuery,
    status: 200,
    answer: WaitQuote,
  },
  'PUT /api/waitlist/{waitlistId}/call': {
    summary: 'Call a party: its table is kept for some minutes',
    tag: 'Waitlist',
    access: { staff: 'floor.operate' },
    params: waitlistEntry,
    status: 200,
    answer: WaitlistEntry,
    keyed: true,
  },
  'PUT /api/waitlist/{waitlistId}/seat': {
    summary: 'Seat a party from the waitlist',
    tag: 'Waitlist',
    access: { staff: 'floor.operate' },
    params: waitlistEntry,
    body: SeatFromWaitlist.optional(),
    status: 200,
    answer: Reservation,
    keyed: true,
  },
  'DELETE /api/waitlist/{waitlistId}': {
    summary: 'A party leaves the waitlist',
    tag: 'Waitlist',
    access: { staff: 'floor.operate' },
    params: waitlistEntry,
    status: 200,
    answer: WaitlistEntry,
    keyed: true,
  },
} satisfies Record<string, Operation>;
