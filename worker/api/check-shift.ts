/** Whether a shift can be planned: its times, its person, its section, and what the person works already. */
import type { Duty } from '../contract/work.ts';
import { type ShiftTimes, isShiftInOrder, overlaps, shiftSpan } from '../domain/service/shifts.ts';
import { addDays } from '../domain/time/service-date.ts';
import type { Env } from '../env.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { type SectionRow, listSections } from '../store/sections.ts';
import { type PlacedShift, type ShiftsRead, type Worker, shiftsOfPeople, workersOf } from '../store/shifts.ts';
import { type ProblemAnswer, problem } from './problem.ts';

export interface WantedShift extends ShiftTimes {
  readonly userId: number;
  readonly duty: Duty;
  readonly sectionId: number | null;
  readonly notes: string;
}

/** What the answer rests on: a write is refused when it is no longer true. */
export async function checkShift(
  env: Env,
  facts: RestaurantFacts,
  wanted: WantedShift,
  exceptId: number | null,
): Promise<ShiftsRead | ProblemAnswer> {
  const { userId, serviceDate } = wanted;
  if (!isShiftInOrder(wanted, facts.dayBoundary)) {
    const message = `A shift ends after it starts, and by ${facts.dayBoundary}, where the day ends.`;
    return problem('invalid', message, { errors: [{ path: 'endTime', message }] });
  }
  const [workers, sections, read] = await Promise.all([
    workersOf(env, facts),
    listSections(env, facts.restaurantId),
    readShifts(env, facts.groupId, [userId], serviceDate, serviceDate),
  ]);
  const strayed = refuseStrangers(wanted, workers, sections);
  if (strayed !== null) return strayed;
  const other = clashing(wanted, facts, read.shifts, exceptId);
  return other === undefined ? read : alreadyWorks(other, facts);
}

/** The shifts of people on dates, and on those before and after: zones differ, and nights are long. */
export async function readShifts(
  env: Env,
  groupId: number,
  userIds: readonly number[],
  firstDate: string,
  lastDate: string,
): Promise<ShiftsRead & { readonly shifts: readonly PlacedShift[] }> {
  const [from, to] = [addDays(firstDate, -1), addDays(lastDate, 1)];
  return { groupId, userIds, from, to, shifts: await shiftsOfPeople(env, groupId, userIds, from, to) };
}

/** Another shift of the same person at the same time. */
export function clashing(
  wanted: WantedShift,
  facts: RestaurantFacts,
  known: readonly PlacedShift[],
  exceptId: number | null,
): PlacedShift | undefined {
  const span = shiftSpan(wanted, facts);
  return known.find(
    (other) => other.id !== exceptId && other.userId === wanted.userId && overlaps(span, shiftSpan(other, other)),
  );
}

function refuseStrangers(
  { userId, duty, sectionId }: WantedShift,
  workers: readonly Worker[],
  sections: readonly SectionRow[],
): ProblemAnswer | null {
  const refuse = (path: string, message: string) => problem('invalid', message, { errors: [{ path, message }] });
  if (!workers.some(({ id }) => id === userId)) return refuse('userId', 'This person does not work here.');
  if (sectionId === null) return null;
  if (duty !== 'server') return refuse('sectionId', 'Only servers have a section.');
  return sections.some(({ id }) => id === sectionId) ? null : refuse('sectionId', 'There is no such section here.');
}

function alreadyWorks({ restaurantId, startTime, endTime }: PlacedShift, facts: RestaurantFacts): ProblemAnswer {
  const where = restaurantId === facts.restaurantId ? '' : ' at another location';
  return problem('conflict', `They work from ${startTime} to ${endTime} already${where}. Change that shift instead.`);
}
