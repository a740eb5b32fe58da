import * as z from 'zod';
import { DurationMinutes, Features, Id, Instant, SalesChannel } from './common.ts';

export const tableStatuses = ['available', 'occupied', 'reserved', 'cleaning', 'maintenance'] as const;
export const TableStatus = z.enum(tableStatuses);
export type TableStatus = z.infer<typeof TableStatus>;

export const tableShapes = ['rectangle', 'circle', 'square'] as const;

/** Pixels of the floor map. */
export const Position = z.object({ x: z.number().min(0).max(10_000), y: z.number().min(0).max(10_000) });
export const Dimensions = z.object({
  width: z.number().positive().max(10_000),
  height: z.number().positive().max(10_000),
});

export const CurrentOrder = z.object({
  orderId: Id,
  guestCount: z.int(),
  seatedAt: Instant,
  /** Minutes. */
  estimatedDuration: z.int(),
});

/** The requirements' Table. Guests never receive `qrCode`, `currentOrder` or `notes`. */
export const Table = z
  .object({
    id: Id,
    restaurantId: Id,
    tableNumber: z.string(),
    capacity: z.int(),
    /** The smallest party worth this table; 1 unless the house says otherwise. */
    partySizeMin: z.int(),
    /** The area's key, for example `main`. */
    location: z.string(),
    floorMapId: Id.nullable(),
    position: Position,
    dimensions: Dimensions,
    /** Degrees, clockwise. */
    rotation: z.number(),
    shape: z.enum(tableShapes),
    status: TableStatus,
    features: z.array(z.string()),
    channels: z.array(SalesChannel),
    qrCode: z.string().optional(),
    currentOrder: CurrentOrder.optional(),
    lastCleaned: Instant.optional(),
    notes: z.string().optional(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Table' });
export type Table = z.infer<typeof Table>;

export const CreateTable = z
  .object({
    tableNumber: z.string().trim().min(1).max(12),
    capacity: z.int().min(1).max(60),
    partySizeMin: z.int().min(1).max(60).default(1),
    location: z.string().trim().min(1).max(60).default('main'),
    floorMapId: Id.optional(),
    position: Position.default({ x: 0, y: 0 }),
    dimensions: Dimensions.default({ width: 80, height: 80 }),
    rotation: z.number().min(-360).max(360).default(0),
    shape: z.enum(tableShapes).default('square'),
    features: Features.default([]),
    channels: z.array(SalesChannel).min(1).default(['online', 'in_house', 'walk_in']),
    notes: z.string().max(500).optional(),
  })
  .refine((table) => table.partySizeMin <= table.capacity, {
    path: ['partySizeMin'],
    message: 'The smallest party cannot be larger than the capacity.',
  });
export type CreateTable = z.infer<typeof CreateTable>;

/** Any subset; nothing has a default here, so what is left out stays as it is. */
export const UpdateTable = z.object({
  tableNumber: z.string().trim().min(1).max(12).optional(),
  capacity: z.int().min(1).max(60).optional(),
  partySizeMin: z.int().min(1).max(60).optional(),
  location: z.string().trim().min(1).max(60).optional(),
  floorMapId: Id.optional(),
  position: Position.optional(),
  dimensions: Dimensions.optional(),
  rotation: z.number().min(-360).max(360).optional(),
  shape: z.enum(tableShapes).optional(),
  features: Features.optional(),
  channels: z.array(SalesChannel).min(1).optional(),
  notes: z.string().max(500).nullable().optional(),
});
export type UpdateTable = z.infer<typeof UpdateTable>;

export const BulkCreateTables = z.object({ tables: z.array(CreateTable).min(1).max(200) });
export const UpdatePositions = z.object({
  positions: z
    .array(z.object({ tableId: Id, position: Position }))
    .min(1)
    .max(400),
});

export const SetTableStatus = z.object({
  status: TableStatus,
  guestCount: z.int().min(1).max(99).optional(),
  reservationId: Id.optional(),
  until: Instant.optional(),
  notes: z.string().max(500).optional(),
});
export const OccupyTable = z.object({
  guestCount: z.int().min(1).max(99).optional(),
  reservationId: Id.optional(),
  duration: DurationMinutes.optional(),
});
export const MaintainTable = z.object({ until: Instant.optional(), notes: z.string().max(500).optional() });

/** One table of the live floor: what changes during service. */
export const TableState = z
  .object({
    tableId: Id,
    tableNumber: z.string(),
    status: TableStatus,
    currentOrder: CurrentOrder.optional(),
    lastCleaned: Instant.optional(),
    /** Why and until when it is out of service. */
    block: z.object({ blockId: z.string(), until: Instant.nullable(), notes: z.string().nullable() }).optional(),
  })
  .meta({ id: 'TableState' });
export type TableState = z.infer<typeof TableState>;
