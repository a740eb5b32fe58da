import * as z from 'zod';
import { Id, Instant, PathId, ServiceDate } from '../common.ts';
import { FloorSnapshot } from '../live.ts';
import { MaintainTable, OccupyTable, SetTableStatus, Table, TableState } from '../tables.ts';
import type { Operation } from '../operation.ts';

const table = z.object({ tableId: PathId });
const restaurant = z.object({ id: PathId });
/** Table endpoints without a date mean today. */
const onDate = z.object({ date: ServiceDate.optional() });
const tableProblems = ['table_occupied', 'table_taken', 'table_blocked', 'transition_not_allowed'] as const;

const BlockTable = z.object({
  tableId: Id,
  /** Default: now. */
  from: Instant.optional(),
  /** Default: until further notice. */
  until: Instant.optional(),
  notes: z.string().trim().max(500).optional(),
  /** Block although parties planned there find no other table; they become conflicts. */
  override: z.boolean().optional(),
});
const TableBlock = z
  .object({
    blockId: z.string(),
    tableId: Id,
    from: Instant,
    until: Instant.nullable(),
    notes: z.string().nullable(),
  })
  .meta({ id: 'TableBlock' });

export const floorOperations = {
  'GET /api/restaurants/{id}/floor': {
    summary: 'The live floor of a date: what the socket sends first',
    tag: 'Floor',
    access: { staff: 'floor.read' },
    params: restaurant,
    query: onDate,
    status: 200,
    answer: FloorSnapshot,
  },
  'GET /api/restaurants/{id}/tables/status': {
    summary: 'The status of every table',
    tag: 'Floor',
    access: { staff: 'floor.read' },
    params: restaurant,
    query: onDate,
    status: 200,
    answer: z.object({ items: z.array(TableState), nextCursor: z.string().nullable() }),
  },
  'PUT /api/restaurants/{id}/tables/{tableId}/status': {
    summary: "Set a table's status",
    tag: 'Floor',
    access: { staff: 'floor.operate' },
    params: z.object({ id: PathId, tableId: PathId }),
    body: SetTableStatus,
    status: 200,
    answer: Table,
    keyed: true,
    problems: tableProblems,
  },
  'PUT /api/tables/{tableId}/occupy': {
    summary: 'Seat a party that stands at the table: a booking, or a walk-in',
    tag: 'Floor',
    access: { staff: 'floor.operate' },
    params: table,
    body: OccupyTable.optional(),
    status: 200,
    answer: Table,
    keyed: true,
    problems: tableProblems,
  },
  'PUT /api/tables/{tableId}/clean': {
    summary: 'The party has left; the table is being cleaned',
    tag: 'Floor',
    access: { staff: 'floor.operate' },
    params: table,
    status: 200,
    answer: Table,
    keyed: true,
    problems: tableProblems,
  },
  'PUT /api/tables/{tableId}/available': {
    summary: 'The table is ready for the next party',
    tag: 'Floor',
    access: { staff: 'floor.operate' },
    params: table,
    status: 200,
    answer: Table,
    keyed: true,
    problems: tableProblems,
  },
  'PUT /api/tables/{tableId}/maintenance': {
    summary: 'Take the table out of service',
    tag: 'Floor',
    access: { staff: 'floor.block' },
    params: table,
    body: MaintainTable.optional(),
    status: 200,
    answer: Table,
    keyed: true,
    problems: tableProblems,
  },
  'POST /api/restaurants/{id}/blocks': {
    summary: 'Block a table for a while on one date',
    tag: 'Floor',
    access: { staff: 'floor.block' },
    params: restaurant,
    query: onDate,
    body: BlockTable,
    status: 201,
    answer: TableBlock,
    keyed: true,
    problems: ['table_occupied', 'table_taken'],
  },
  'DELETE /api/restaurants/{id}/blocks/{blockId}': {
    summary: 'Take a block back',
    tag: 'Floor',
    access: { staff: 'floor.block' },
    params: z.object({ id: PathId, blockId: z.string().max(80) }),
    query: onDate,
    status: 200,
    answer: TableBlock,
    keyed: true,
    problems: ['unknown_block'],
  },
} satisfies Record<string, Operation>;
