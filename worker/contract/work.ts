import * as z from 'zod';
import { Id, Instant, ServiceDate, WallTime } from './common.ts';

const sectionName = z.string().trim().min(1, 'Give the section a name.').max(40);
const sectionTables = z
  .array(Id)
  .max(200)
  .refine((ids) => new Set(ids).size === ids.length, 'Each table can be in it once.');

/** One server's tables. */
export const Section = z
  .object({ id: Id, name: z.string(), tableIds: z.array(Id), position: z.int() })
  .meta({ id: 'Section' });
export type Section = z.infer<typeof Section>;
export const CreateSection = z.object({ name: sectionName, tableIds: sectionTables.default([]) });
export const UpdateSection = z.object({
  name: sectionName.optional(),
  tableIds: sectionTables.optional(),
  position: z.int().min(0).max(200).optional(),
});

export const duties = ['server', 'host', 'kitchen', 'manager'] as const;
export const Duty = z.enum(duties);
export type Duty = z.infer<typeof Duty>;

export const Person = z.object({ id: Id, name: z.string() });

export const Shift = z
  .object({
    id: Id,
    restaurantId: Id,
    person: Person,
    serviceDate: ServiceDate,
    startTime: WallTime,
    /** At the day boundary at the latest; times before it are the next calendar day's. */
    endTime: WallTime,
    startsAt: Instant,
    endsAt: Instant,
    duty: Duty,
    section: z.object({ id: Id, name: z.string() }).nullable(),
    notes: z.string(),
    version: z.int(),
  })
  .meta({ id: 'Shift' });
export type Shift = z.infer<typeof Shift>;
export const Roster = z
  .object({
    from: ServiceDate,
    to: ServiceDate,
    items: z.array(Shift),
    /** Who works here and can be given a shift, by name. */
    people: z.array(Person.extend({ roles: z.array(z.string()) })),
    nextCursor: z.null(),
  })
  .meta({ id: 'Roster' });
export type Roster = z.infer<typeof Roster>;
/** Default: the week that begins today. */
export const RosterQuery = z.object({ from: ServiceDate.optional(), to: ServiceDate.optional() });

const shift = {
  userId: Id,
  serviceDate: ServiceDate,
  startTime: WallTime,
  endTime: WallTime,
  duty: Duty,
  sectionId: Id.nullable(),
  notes: z.string().trim().max(300),
};
export const CreateShift = z.object({
  ...shift,
  sectionId: shift.sectionId.default(null),
  notes: shift.notes.default(''),
});
export type CreateShift = z.infer<typeof CreateShift>;
export const UpdateShift = z.object(shift).partial();
export const CopyShifts = z.object({ fromDate: ServiceDate, toDate: ServiceDate });
export const CopiedShifts = z.object({
  items: z.array(Shift),
  /** Left out: the person works then already, or no longer here. */
  skipped: z.int(),
});
export type CopiedShifts = z.infer<typeof CopiedShifts>;

/** How a server on shift stands, in the order in which they are up. */
export const ServerStanding = z
  .object({
    person: Person,
    shiftId: Id,
    section: z.object({ id: Id, name: z.string() }).nullable(),
    tableIds: z.array(Id),
    coversNow: z.int(),
    coversTonight: z.int(),
    /** Parties seated. */
    turns: z.int(),
    freeTables: z.int(),
    lastSeatedAt: Instant.nullable(),
    nextUp: z.boolean(),
  })
  .meta({ id: 'ServerStanding' });
export type ServerStanding = z.infer<typeof ServerStanding>;
export const Rotation = z
  .object({ serviceDate: ServiceDate, items: z.array(ServerStanding), nextCursor: z.null() })
  .meta({ id: 'Rotation' });
export type Rotation = z.infer<typeof Rotation>;

export const taskLists = ['opening', 'service', 'closing', 'follow_up'] as const;
export const TaskList = z.enum(taskLists);
export type TaskList = z.infer<typeof TaskList>;
export const workRoles = ['server', 'host', 'kitchen', 'manager', 'owner'] as const;

/** A task as it is written: for one date or, with weekdays, for every such date from the first to the last. */
export const Task = z
  .object({
    id: Id,
    restaurantId: Id,
    list: TaskList,
    title: z.string(),
    notes: z.string(),
    assignee: Person.nullable(),
    /** Whoever has this role; neither role nor person: everybody. */
    assigneeRole: z.enum(workRoles).nullable(),
    fromDate: ServiceDate,
    untilDate: ServiceDate.nullable(),
    /** 0 Sunday … 6 Saturday; null: once, on `fromDate`. */
    weekdays: z.array(z.int().min(0).max(6)).nullable(),
    dueTime: WallTime.nullable(),
    reservationId: Id.nullable(),
    position: z.int(),
    version: z.int(),
  })
  .meta({ id: 'Task' });
export type Task = z.infer<typeof Task>;
/** A task on one service date. */
export const TaskOccurrence = Task.extend({
  serviceDate: ServiceDate,
  dueAt: Instant.nullable(),
  done: z.object({ by: Person, at: Instant }).nullable(),
  overdue: z.boolean(),
}).meta({ id: 'TaskOccurrence' });
export type TaskOccurrence = z.infer<typeof TaskOccurrence>;
export const TaskDay = z
  .object({ serviceDate: ServiceDate, items: z.array(TaskOccurrence), nextCursor: z.null() })
  .meta({ id: 'TaskDay' });
export type TaskDay = z.infer<typeof TaskDay>;

const task = {
  list: TaskList,
  title: z.string().trim().min(1, 'Say what is to be done.').max(120),
  notes: z.string().trim().max(1000),
  assigneeUserId: Id.nullable(),
  assigneeRole: z.enum(workRoles).nullable(),
  fromDate: ServiceDate,
  untilDate: ServiceDate.nullable(),
  weekdays: z
    .array(z.int().min(0).max(6))
    .min(1, 'Choose at least one weekday, or let it happen once.')
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'Each weekday counts once.')
    .nullable(),
  dueTime: WallTime.nullable(),
  reservationId: Id.nullable(),
  position: z.int().min(0).max(1000),
};
export const CreateTask = z.object({
  list: task.list,
  title: task.title,
  notes: task.notes.default(''),
  assigneeUserId: task.assigneeUserId.default(null),
  assigneeRole: task.assigneeRole.default(null),
  /** Default: today. */
  fromDate: task.fromDate.optional(),
  untilDate: task.untilDate.default(null),
  weekdays: task.weekdays.default(null),
  dueTime: task.dueTime.default(null),
  reservationId: task.reservationId.default(null),
  position: task.position.default(0),
});
export type CreateTask = z.infer<typeof CreateTask>;
export const UpdateTask = z.object(task).partial();
export const TaskDone = z.object({ date: ServiceDate, done: z.boolean() });
