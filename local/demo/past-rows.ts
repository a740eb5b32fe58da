/** What `/__local/past` takes, on both sides of the wire. Instants in epoch milliseconds. */
import type { ReservationSource, ReservationStatus } from '../../worker/contract/reservations.ts';

export interface PastGuest {
  readonly id: number;
  readonly name: string;
  readonly phoneDigits: string;
  readonly email: string | null;
  readonly createdAt: number;
  readonly lastSeenAt: number;
}

export interface PastReservation {
  /** Its number within the date. */
  readonly sequence: number;
  readonly version: number;
  readonly serviceDate: string;
  readonly status: ReservationStatus;
  readonly source: ReservationSource;
  readonly startsAt: number;
  readonly time: string;
  readonly partySize: number;
  readonly durationMinutes: number;
  readonly tableIds: number[];
  readonly guestId: number | null;
  readonly guestName: string;
  readonly guestPhone: string;
  readonly guestEmail: string | null;
  readonly specialRequests: string | null;
  readonly occasion: string | null;
  readonly notes: string | null;
  readonly preferred: string[];
  readonly arrivedAt: number | null;
  readonly seatedAt: number | null;
  readonly completedAt: number | null;
  readonly late: boolean;
  readonly conflict: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}
