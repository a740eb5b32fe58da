/** A restaurant's whole configuration as its days hold it, read in one batch. */
import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { type Capability, capabilitiesAt, rolesAt } from '../domain/access.ts';
import type { DiningTable, RestaurantConfiguration, StaffMember } from '../domain/service/configuration.ts';
import type { Env } from '../env.ts';
import { type Directory, directory } from './database.ts';
import { areas, combinations, diningTables, houseModels, maintenanceBlocks, restaurants } from './schema/directory.ts';
import { customRoles, memberships } from './schema/people.ts';
import { grantColumns, grantsOf } from './users.ts';

interface House {
  readonly restaurantId: number;
  readonly groupId: number;
}

/** The present configuration. Maintenance that ended before `since` (epoch milliseconds) is left out. */
export async function readConfiguration(env: Env, house: House, since: number): Promise<RestaurantConfiguration> {
  const database = directory(env);
  return assembleConfiguration(house, await database.batch(configurationStatements(database, house, since)));
}

/** For a batch, so that it is read together with what else the batch does. */
export function configurationStatements(database: Directory, { restaurantId, groupId }: House, since: number) {
  return [
    database
      .select({
        version: restaurants.configurationVersion,
        zone: restaurants.zone,
        dayBoundary: restaurants.dayBoundary,
        settings: restaurants.settings,
      })
      .from(restaurants)
      .where(eq(restaurants.id, restaurantId)),
    database
      .select({
        id: diningTables.id,
        tableNumber: diningTables.tableNumber,
        partySizeMin: diningTables.partySizeMin,
        partySizeMax: diningTables.capacity,
        // A batch returns rows by column name: two columns called "id" would be one.
        areaId: sql<number>`${areas.id}`.as('area_id'),
        sectionId: sql<number | null>`(SELECT sections.id FROM sections, json_each(sections.table_ids) member
          WHERE sections.restaurant_id = ${restaurantId} AND member.value = ${diningTables.id})`.as('section_id'),
        features: diningTables.features,
        channels: diningTables.channels,
      })
      .from(diningTables)
      .innerJoin(areas, and(eq(areas.restaurantId, diningTables.restaurantId), eq(areas.key, diningTables.areaKey)))
      .where(and(eq(diningTables.restaurantId, restaurantId), isNull(diningTables.removedAt)))
      .orderBy(asc(diningTables.id)),
    database
      .select({
        id: combinations.id,
        tableIds: combinations.tableIds,
        partySizeMin: combinations.partySizeMin,
        partySizeMax: combinations.partySizeMax,
      })
      .from(combinations)
      .where(eq(combinations.restaurantId, restaurantId))
      .orderBy(asc(combinations.id)),
    database
      .select({
        id: maintenanceBlocks.id,
        tableId: maintenanceBlocks.tableId,
        startsAt: maintenanceBlocks.startsAt,
        endsAt: maintenanceBlocks.endsAt,
        notes: maintenanceBlocks.notes,
      })
      .from(maintenanceBlocks)
      .where(
        and(
          eq(maintenanceBlocks.restaurantId, restaurantId),
          isNull(maintenanceBlocks.endedAt),
          or(isNull(maintenanceBlocks.endsAt), gt(maintenanceBlocks.endsAt, since)),
        ),
      )
      .orderBy(asc(maintenanceBlocks.id)),
    membersStatement(database, { restaurantId, groupId }),
    demandStatement(database, restaurantId),
  ] as const;
}

function membersStatement(database: Directory, { restaurantId, groupId }: House) {
  return database
    .select({ userId: memberships.userId, ...grantColumns })
    .from(memberships)
    .leftJoin(customRoles, eq(customRoles.id, memberships.customRoleId))
    .where(
      and(
        isNull(memberships.suspendedAt),
        or(
          eq(memberships.restaurantId, restaurantId),
          eq(memberships.groupId, groupId),
          and(eq(memberships.role, 'admin'), isNull(memberships.restaurantId), isNull(memberships.groupId)),
        ),
      ),
    )
    .orderBy(asc(memberships.userId), asc(memberships.id));
}

/** What guests are expected to ask for, where the house keeps tables for them. */
function demandStatement(database: Directory, restaurantId: number) {
  return database
    .select({ model: houseModels.model })
    .from(houseModels)
    .innerJoin(restaurants, eq(restaurants.id, houseModels.restaurantId))
    .where(
      and(
        eq(houseModels.restaurantId, restaurantId),
        sql`json_extract(${restaurants.settings}, '$.seating.bidPrices')`,
        sql`json_extract(${houseModels.model}, '$.form') = 1`,
      ),
    );
}

type Answers<T extends readonly unknown[]> = { readonly [I in keyof T]: Awaited<T[I]> };
type Rows = Answers<ReturnType<typeof configurationStatements>>;

export function assembleConfiguration(
  house: House,
  [[restaurant], tables, combined, maintenance, members, [learned]]: Rows,
): RestaurantConfiguration {
  if (restaurant === undefined) throw new Error(`restaurant ${house.restaurantId} is gone`);
  return {
    ...house,
    ...restaurant,
    tables: tables satisfies DiningTable[],
    combinations: combined,
    maintenance,
    staff: staffOf(house, members),
    demand: learned?.model?.demand,
  };
}

type Member = Rows[4][number];

function staffOf(house: House, members: readonly Member[]): StaffMember[] {
  return [...Map.groupBy(members, (member) => member.userId)].flatMap(([userId, held]) => {
    const grants = grantsOf(held);
    const roles = rolesAt(grants, house).filter((role) => role !== 'customer');
    if (roles.length === 0) return [];
    const composed = grants.filter((grant) => grant.role === 'custom');
    const added: Capability[] = [...capabilitiesAt(composed, house)];
    return [{ userId, roles, ...(added.length > 0 ? { capabilities: added } : {}) }];
  });
}
