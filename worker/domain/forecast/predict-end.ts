/** When a party that sits will leave, from how long parties like it stay and how long it has stayed already. */
import { type Spread, quantileOf, remainingQuantile } from './stay-times.ts';

/** How far a meal has come, once orders tell; null: nobody knows. */
export type Course = 'seated' | 'ordered' | 'mains' | 'dessert' | 'paid' | null;

/** The share of a usual stay that lies behind a party when it reaches the course. */
const shareBehind: Readonly<Record<NonNullable<Course>, number>> = {
  seated: 0,
  ordered: 0.12,
  mains: 0.4,
  dessert: 0.72,
  paid: 0.92,
};

/**
 * Minutes of the day at which the party will be gone. `stay` is the spread of whole stays; `seatedMinute` and
 * `nowMinute` count from the same instant. A party that has outstayed every expectation is still given the rest that
 * such parties take: the answer is never "now".
 */
export function predictEnd(stay: Spread, seatedMinute: number, nowMinute: number, course: Course = null): Spread {
  const elapsed = Math.max(0, nowMinute - seatedMinute);
  const endAt = (share: number): number => {
    const byTime = remainingQuantile(stay, elapsed, share);
    if (course === null) return nowMinute + byTime;
    // The later the course, the more it tells against the clock alone.
    const told = shareBehind[course];
    const byCourse = Math.max(0, (1 - told) * quantileOf(stay, share));
    return nowMinute + (1 - told) * byTime + told * byCourse;
  };
  return { median: endAt(0.5), from: endAt(0.1), until: endAt(0.9) };
}
