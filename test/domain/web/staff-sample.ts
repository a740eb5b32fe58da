import type { FloorSnapshot, Reservation } from '#contract';

/** Epoch milliseconds of a time on the sample evening, in Paris. */
export function at(time: string): number {
  return Date.parse(`2026-11-22T${time}:00+01:00`);
}

export interface SampleParty {
  readonly id?: number;
  readonly name?: string;
  readonly time: string;
  readonly partySize?: number;
  /** Minutes. */
  readonly duration?: number;
  readonly seatedAt?: string;
  readonly arrivedAt?: string;
  /** Where it sits or is planned. */
  readonly tables?: readonly number[];
  readonly pinned?: boolean;
  readonly status?: Reservation['status'];
  readonly version?: number;
}

/** A reservation of the sample evening as the API tells it: seated when `seatedAt` is given. */
export function party(sample: SampleParty): Reservation {
  const { id = 1, name = '', time, partySize = 2, duration = 90, seatedAt, arrivedAt, tables = [1] } = sample;
  const startsAt = at(time);
  const from = seatedAt === undefined ? startsAt : at(seatedAt);
  const instant = (epoch: number): string => new Date(epoch).toISOString().replace('.000Z', 'Z');
  return {
    id,
    restaurantId: 1,
    confirmationNumber: `7K2M-0${String(id).padStart(3, '0')}`,
    reservationDate: '2026-11-22',
    reservationTime: time,
    startsAt: instant(startsAt),
    endsAt: instant(from + duration * 60_000),
    partySize,
    duration,
    status: sample.status ?? (seatedAt === undefined ? 'confirmed' : 'seated'),
    source: 'online',
    plannedTableIds: [...tables],
    ...(seatedAt === undefined ? {} : { seatedAt: instant(from), tableIds: [...tables] }),
    ...(arrivedAt === undefined ? {} : { arrivedAt: instant(at(arrivedAt)) }),
    pinned: sample.pinned ?? false,
    guestInfo: { name, phone: '' },
    version: sample.version ?? 1,
    createdAt: '2026-11-20T10:00:00Z',
    updatedAt: '2026-11-20T10:00:00Z',
  };
}

export function snapshot(reservations: readonly Reservation[], seq = 1): FloorSnapshot {
  return {
    type: 'snapshot',
    seq,
    restaurantId: 1,
    serviceDate: '2026-11-22',
    zone: 'Europe/Paris',
    now: '2026-11-22T18:30:00Z',
    phase: 'open',
    tables: [1, 2, 3].map((tableId) => ({ tableId, tableNumber: String(tableId), status: 'available' })),
    reservations: [...reservations],
    waitlist: [],
    heldTableIds: [],
    lateAfterMinutes: 15,
    configurationVersion: 1,
  };
}
