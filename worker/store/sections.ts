/** Servers' sections. A table is in one of them at most, which every write looks for itself. */
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { isDuplicate, isGuardMiss } from './d1-errors.ts';
import { type Directory, directory } from './database.ts';
import { sections, shifts } from './schema/work.ts';

export type SectionRow = typeof sections.$inferSelect;
export type NewSection = Pick<SectionRow, 'restaurantId' | 'name' | 'tableIds'>;
export type SectionChanges = Partial<Pick<SectionRow, 'name' | 'tableIds' | 'position'>>;

/** In their order. Tables that were removed since are not in them any more. */
export async function listSections(env: Env, restaurantId: number): Promise<SectionRow[]> {
  const standing = sql<string>`(SELECT json_group_array(value) FROM json_each(${sections.tableIds})
    WHERE EXISTS (SELECT 1 FROM dining_tables WHERE id = value AND removed_at IS NULL))`;
  const rows = await directory(env)
    .select({
      id: sections.id,
      restaurantId: sections.restaurantId,
      name: sections.name,
      position: sections.position,
      tableIds: standing.as('standing'),
    })
    .from(sections)
    .where(eq(sections.restaurantId, restaurantId))
    .orderBy(asc(sections.position), asc(sections.id));
  return rows.map(({ tableIds, ...row }) => ({ ...row, tableIds: JSON.parse(tableIds) as number[] }));
}

/** `taken`: one of the tables is in another section by now. */
export type SectionRefused = 'taken' | 'name_taken';

/** For the batch; fails it as `refusingSection` tells. */
export function addSection(database: Directory, section: NewSection): DirectoryStatement {
  const { restaurantId, name, tableIds } = section;
  const position = sql<number>`(SELECT count(*) FROM sections WHERE restaurant_id = ${restaurantId})`;
  return database
    .insert(sections)
    .values({ ...section, name: sql`CASE WHEN ${areFree(restaurantId, 0, tableIds)} THEN ${name} END`, position });
}

/** For the batch; fails it as `refusingSection` tells. */
export function changeSection(database: Directory, section: SectionRow, changes: SectionChanges): DirectoryStatement {
  const { id, restaurantId } = section;
  const { name, tableIds } = { ...section, ...changes };
  return database
    .update(sections)
    .set({ ...changes, name: sql`CASE WHEN ${areFree(restaurantId, id, tableIds)} THEN ${name} END` })
    .where(and(eq(sections.id, id), eq(sections.restaurantId, restaurantId)));
}

/** For the batch. Shifts that were planned in it stay, without a section. */
export function removeSection(database: Directory, { id, restaurantId }: SectionRow): DirectoryStatement[] {
  return [
    database.update(shifts).set({ sectionId: null }).where(eq(shifts.sectionId, id)),
    database.delete(sections).where(and(eq(sections.id, id), eq(sections.restaurantId, restaurantId))),
  ];
}

/** Of a condition that fails the name becomes null, which its column refuses. */
function areFree(restaurantId: number, exceptId: number, tableIds: readonly number[]) {
  return sql`NOT EXISTS (SELECT 1 FROM sections other, json_each(other.table_ids) member
    WHERE other.restaurant_id = ${restaurantId} AND other.id <> ${exceptId}
      AND member.value IN (SELECT value FROM json_each(${JSON.stringify(tableIds)})))`;
}

/** Runs a write with one of the statements above, and says what stood in its way. */
export async function refusingSection<T>(write: () => Promise<T>): Promise<T | SectionRefused> {
  try {
    return await write();
  } catch (error) {
    if (isGuardMiss(error, 'sections.name')) return 'taken';
    if (isDuplicate(error, 'sections.name')) return 'name_taken';
    throw error;
  }
}
