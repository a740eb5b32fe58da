/**
 * What a time zone does to the clock. Temporal is asked once per zone and year for the offsets in force; everything else
 * is arithmetic, because the polyfill is far too slow to be asked for every start time of every date.
 *
 * A "wall clock" here is a local date and time written as if it were UTC, in milliseconds.
 */
import { Temporal } from 'temporal-polyfill/implementation';

/** An offset from UTC and the instants `[from, until)` in which it holds, all in milliseconds. */
interface OffsetSpan {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

const dayMs = 86_400_000;
/** Some 300 zones exist and a house asks for two or three years: this holds a whole platform's, within about 1 MB. */
const zoneYearsMax = 2_000;
const spansByZoneYear = new Map<string, readonly OffsetSpan[]>();

/** The offset from UTC at an instant, in milliseconds, positive east of Greenwich. Throws RangeError for an unknown zone. */
export function offsetAt(at: number, zone: string): number {
  const span = offsetSpans(at, zone).find((each) => at < each.until);
  if (span === undefined) throw new RangeError(`no offset known for instant ${at} in ${zone}`);
  return span.offset;
}

/** Every instant at which clocks in the zone show this wall clock: none inside a gap, two where an hour is repeated. */
export function instantsShowing(wallClock: number, zone: string): readonly number[] {
  const instants: number[] = [];
  for (const span of offsetSpans(wallClock, zone)) {
    const at = wallClock - span.offset;
    if (at >= span.from && at < span.until) instants.push(at);
  }
  return instants;
}

/** The first instant at which clocks in the zone show this wall clock or, inside a gap, have jumped past it. */
export function firstInstantFrom(wallClock: number, zone: string): number {
  for (const span of offsetSpans(wallClock, zone)) {
    if (wallClock - span.offset < span.until) return Math.max(span.from, wallClock - span.offset);
  }
  throw new RangeError(`no instant known for wall clock ${wallClock} in ${zone}`);
}

/** The offsets of the year around a moment, with two days to spare at both ends so that any wall clock of it fits. */
function offsetSpans(moment: number, zone: string): readonly OffsetSpan[] {
  const year = new Date(moment).getUTCFullYear();
  const key = `${year} ${zone}`;
  const known = spansByZoneYear.get(key);
  if (known !== undefined) return known;
  const spans = readOffsetSpans(Date.UTC(year, 0, 1) - 2 * dayMs, Date.UTC(year + 1, 0, 1) + 2 * dayMs, zone);
  for (const oldest of spansByZoneYear.keys()) {
    if (spansByZoneYear.size < zoneYearsMax) break;
    spansByZoneYear.delete(oldest);
  }
  spansByZoneYear.set(key, spans);
  return spans;
}

function readOffsetSpans(from: number, until: number, zone: string): readonly OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  let here = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  while (here.epochMilliseconds < until) {
    const next = here.getTimeZoneTransition('next');
    const end = next === null ? until : Math.min(next.epochMilliseconds, until);
    spans.push({ from: here.epochMilliseconds, until: end, offset: here.offsetNanoseconds / 1_000_000 });
    if (next === null) break;
    here = next;
  }
  return spans;
}
