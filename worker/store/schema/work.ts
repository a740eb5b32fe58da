/** Who works where and when, and what is to be done: plans of people, which no day's object decides on. */
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** One server's tables. */
export const sections = sqliteTable(
  'sections',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    restaurantId: integer('restaurant_id').notNull(),
    name: text('name').notNull(),
    tableIds: text('table_ids', { mode: 'json' }).$type<number[]>().notNull(),
    position: integer('position').notNull().default(0),
  },
  (table) => [uniqueIndex('sections_name').on(table.restaurantId, table.name)],
);

/** Somebody works from one wall time to another; times before the day boundary are the next calendar day's. */
export const shifts = sqliteTable(
  'shifts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    restaurantId: integer('restaurant_id').notNull(),
    userId: integer('user_id').notNull(),
    serviceDate: text('service_date').notNull(),
    startTime: text('start_time').notNull(),
    endTime: text('end_time').notNull(),
    duty: text('duty').$type<'server' | 'host' | 'kitchen' | 'manager'>().notNull(),
    /** Of servers. */
    sectionId: integer('section_id'),
    notes: text('notes').notNull().default(''),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [index('shifts_date').on(table.restaurantId, table.serviceDate), index('shifts_user').on(table.userId)],
);

export type TaskList = 'opening' | 'service' | 'closing' | 'follow_up';

/** Something to do on one service date or, with weekdays, on every such date. */
export const tasks = sqliteTable(
  'tasks',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    restaurantId: integer('restaurant_id').notNull(),
    list: text('list').$type<TaskList>().notNull(),
    title: text('title').notNull(),
    notes: text('notes').notNull().default(''),
    /** A person, or a role whose people share it; neither: everybody. */
    assigneeUserId: integer('assignee_user_id'),
    assigneeRole: text('assignee_role'),
    /** The only date, or the first of a repeated one. */
    fromDate: text('from_date').notNull(),
    untilDate: text('until_date'),
    /** 0 Sunday … 6 Saturday; null: once. */
    weekdays: text('weekdays', { mode: 'json' }).$type<number[]>(),
    dueTime: text('due_time'),
    reservationId: integer('reservation_id'),
    position: integer('position').notNull().default(0),
    version: integer('version').notNull().default(1),
    createdBy: integer('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    removedAt: integer('removed_at'),
  },
  (table) => [index('tasks_restaurant').on(table.restaurantId, table.fromDate)],
);

/** A task done on a date. Done twice is done once, by whoever was first. */
export const tasksDone = sqliteTable(
  'tasks_done',
  {
    taskId: integer('task_id').notNull(),
    serviceDate: text('service_date').notNull(),
    doneBy: integer('done_by').notNull(),
    doneAt: integer('done_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.taskId, table.serviceDate] })],
);
