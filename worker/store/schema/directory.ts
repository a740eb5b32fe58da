/**
 * The directory: one database for the whole platform, with everything that must be found before a group is known, and
 * the configuration that a version guards, so that one batch changes and reads it as a whole.
 *
 * Instants are epoch milliseconds. Users meet only by id: nothing here refers to a group's own database.
 */
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { FloorElement } from '../../contract/floor-maps.ts';
import type { tableShapes } from '../../contract/tables.ts';
import type { HouseModel } from '../../domain/forecast/house-model.ts';
import type { SalesChannel } from '../../domain/seating/problem.ts';
import type { SecurityPolicy } from '../../domain/security-policy.ts';
import { settingsColumn } from './settings-column.ts';

export const groups = sqliteTable('groups', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  name: text('name').notNull(),
  slug: text('slug').notNull().unique(),
  /** Guests are the same person at every location of the group. */
  sharesGuests: integer('shares_guests', { mode: 'boolean' }).notNull().default(false),
  security: text('security', { mode: 'json' }).$type<SecurityPolicy>(),
  version: integer('version').notNull().default(1),
});

export const restaurants = sqliteTable(
  'restaurants',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    groupId: integer('group_id').notNull(),
    name: text('name').notNull(),
    slug: text('slug').notNull().unique(),
    zone: text('zone').notNull(),
    dayBoundary: text('day_boundary').notNull(),
    cuisine: text('cuisine').notNull().default(''),
    description: text('description').notNull().default(''),
    address: text('address').notNull().default(''),
    phone: text('phone').notNull().default(''),
    email: text('email').notNull().default(''),
    currency: text('currency').notNull().default('USD'),
    jurisdiction: text('jurisdiction').$type<'eu' | 'us'>(),
    locationHint: text('location_hint').$type<DurableObjectLocationHint>(),
    settings: settingsColumn('settings').notNull(),
    /** Rises with everything that days are told. A write that meets another version than it read sets it to null and fails. */
    configurationVersion: integer('configuration_version').notNull().default(1),
    /** Rises with the profile, which days never see. */
    profileVersion: integer('profile_version').notNull().default(1),
    /** The number that the next table's id is composed of. */
    nextItemNumber: integer('next_item_number').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [index('restaurants_group').on(table.groupId)],
);

/**
 * What each restaurant has learned from its own past. Beside its configuration, because days read both together and the
 * learning goes through all restaurants; the past itself lies with its group.
 */
export const houseModels = sqliteTable(
  'house_models',
  {
    restaurantId: integer('restaurant_id').primaryKey(),
    /** Null until it was learned for the first time. */
    learnedAt: integer('learned_at'),
    model: text('model', { mode: 'json' }).$type<HouseModel>(),
    /** When it is to be learned next. */
    dueAt: integer('due_at').notNull(),
  },
  (table) => [index('house_models_due').on(table.dueAt)],
);

export const areas = sqliteTable(
  'areas',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    restaurantId: integer('restaurant_id').notNull(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    position: integer('position').notNull().default(0),
  },
  (table) => [uniqueIndex('areas_key').on(table.restaurantId, table.key)],
);

export const diningTables = sqliteTable(
  'dining_tables',
  {
    /** Carries its restaurant: `composeRestaurantItemId`. */
    id: integer('id').primaryKey(),
    restaurantId: integer('restaurant_id').notNull(),
    tableNumber: text('table_number').notNull(),
    capacity: integer('capacity').notNull(),
    partySizeMin: integer('party_size_min').notNull(),
    areaKey: text('area_key').notNull(),
    floorMapId: integer('floor_map_id'),
    x: real('x').notNull(),
    y: real('y').notNull(),
    width: real('width').notNull(),
    height: real('height').notNull(),
    rotation: real('rotation').notNull(),
    shape: text('shape').$type<(typeof tableShapes)[number]>().notNull(),
    features: text('features', { mode: 'json' }).$type<string[]>().notNull(),
    channels: text('channels', { mode: 'json' }).$type<SalesChannel[]>().notNull(),
    /** 128 random bits: whoever holds it stands at the table. */
    qrCode: text('qr_code').notNull().unique(),
    notes: text('notes'),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    removedAt: integer('removed_at'),
  },
  (table) => [
    uniqueIndex('dining_tables_number')
      .on(table.restaurantId, table.tableNumber)
      .where(sql`removed_at IS NULL`),
  ],
);

export const combinations = sqliteTable(
  'combinations',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    restaurantId: integer('restaurant_id').notNull(),
    tableIds: text('table_ids', { mode: 'json' }).$type<number[]>().notNull(),
    partySizeMin: integer('party_size_min').notNull(),
    partySizeMax: integer('party_size_max').notNull(),
  },
  (table) => [index('combinations_restaurant').on(table.restaurantId)],
);

export const floorMaps = sqliteTable(
  'floor_maps',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    restaurantId: integer('restaurant_id').notNull(),
    name: text('name').notNull(),
    width: real('width').notNull(),
    height: real('height').notNull(),
    backgroundImage: text('background_image'),
    staticElements: text('static_elements', { mode: 'json' }).$type<FloorElement[]>().notNull(),
    isActive: integer('is_active', { mode: 'boolean' }).notNull().default(true),
    position: integer('position').notNull().default(0),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [index('floor_maps_restaurant').on(table.restaurantId, table.position)],
);

export const maintenanceBlocks = sqliteTable(
  'maintenance_blocks',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    restaurantId: integer('restaurant_id').notNull(),
    tableId: integer('table_id').notNull(),
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at'),
    notes: text('notes'),
    endedAt: integer('ended_at'),
  },
  (table) => [
    index('maintenance_blocks_current')
      .on(table.restaurantId)
      .where(sql`ended_at IS NULL`),
  ],
);

/** The dates that have an object: a change of configuration is told to each of them. */
export const openDays = sqliteTable(
  'open_days',
  {
    restaurantId: integer('restaurant_id').notNull(),
    serviceDate: text('service_date').notNull(),
    openedAt: integer('opened_at').notNull(),
    state: text('state').$type<'open' | 'closed' | 'archived'>().notNull().default('open'),
    /** What the day last said it holds; null until it did. */
    configurationVersion: integer('configuration_version'),
    seq: integer('seq'),
  },
  (table) => [primaryKey({ columns: [table.restaurantId, table.serviceDate] })],
);

/** The dates that a change of configuration has not reached yet. Written with the change itself, so a crash loses none. */
export const configurationJobs = sqliteTable(
  'configuration_jobs',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    restaurantId: integer('restaurant_id').notNull(),
    version: integer('version').notNull(),
    pendingDates: text('pending_dates', { mode: 'json' }).$type<string[]>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: integer('next_attempt_at').notNull(),
    doneAt: integer('done_at'),
  },
  (table) => [
    index('configuration_jobs_due')
      .on(table.nextAttemptAt)
      .where(sql`done_at IS NULL`),
  ],
);

/** Who changed which configuration, people or permissions, and how. Append-only: a trigger refuses everything else. */
export const auditEntries = sqliteTable(
  'audit_entries',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    restaurantId: integer('restaurant_id'),
    /** Null for what concerns the platform or one account alone. */
    groupId: integer('group_id'),
    actorUserId: integer('actor_user_id'),
    /** The administrator behind an "act as". */
    actingUserId: integer('acting_user_id'),
    /** Whom it happened to, where that is a person. */
    subjectUserId: integer('subject_user_id'),
    /** The network that it was done from, shortened: `203.0.113.0`. */
    address: text('address'),
    at: integer('at').notNull(),
    action: text('action').notNull(),
    before: text('before', { mode: 'json' }).$type<unknown>(),
    after: text('after', { mode: 'json' }).$type<unknown>(),
  },
  (table) => [
    index('audit_entries_restaurant').on(table.restaurantId, table.at),
    index('audit_entries_group').on(table.groupId, table.at),
    index('audit_entries_subject').on(table.subjectUserId, table.at),
  ],
);
