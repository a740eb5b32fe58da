/** Real bookings from a file, in the order in which they were made. */
import { parse } from 'csv-parse/sync';
import { isServiceDate, isWallTime } from '../../worker/domain/time/service-date.ts';
import { CannotStart } from '../processes.ts';

export interface RealBooking {
  readonly restaurant: number;
  /** Local wall time, `2017-01-10T21:00`. */
  readonly visitAt: string;
  readonly bookedAt: string;
  readonly partySize: number;
}

const columns = ['restaurant', 'visit_at', 'booked_at', 'party_size'];
const timePattern = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})/;

/** Throws `CannotStart` with the line that cannot be read. */
export function readBookings(text: string): RealBooking[] {
  const rows = parseRows(text);
  const missing = columns.filter((name) => rows[0] !== undefined && !(name in rows[0]));
  if (rows.length === 0 || missing.length > 0) {
    throw new CannotStart(
      `The file needs a first line with the columns ${columns.join(',')}; missing: ${missing.join(', ')}.`,
    );
  }
  const bookings = rows.map((row, index): RealBooking => {
    const [restaurant, partySize] = [Number(row['restaurant']), Number(row['party_size'])];
    const [visitAt, bookedAt] = [timeOf(row['visit_at']), timeOf(row['booked_at'])];
    const readable = Number.isInteger(restaurant) && Number.isInteger(partySize) && partySize > 0;
    if (!readable || visitAt === null || bookedAt === null) {
      throw new CannotStart(`Line ${index + 2} cannot be read: ${Object.values(row).join(',')}`);
    }
    return { restaurant, visitAt, bookedAt, partySize };
  });
  // Stable: bookings of the same hour stay in the order of the file.
  return bookings.sort((a, b) => (a.bookedAt < b.bookedAt ? -1 : Number(a.bookedAt > b.bookedAt)));
}

function parseRows(text: string): Row[] {
  const options = { columns: true, trim: true, skip_empty_lines: true, bom: true, record_delimiter: ['\r\n', '\n'] };
  try {
    return parse(text, options) as unknown as Row[];
  } catch (error) {
    throw new CannotStart(`The file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

type Row = Readonly<Record<string, string>>;

function timeOf(text: string | undefined): string | null {
  const [, date, time] = timePattern.exec(text ?? '') ?? [];
  return date !== undefined && time !== undefined && isServiceDate(date) && isWallTime(time) ? `${date}T${time}` : null;
}
