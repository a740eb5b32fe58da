import type { Section } from '../contract/work.ts';
import type { SectionChanges, SectionRefused, SectionRow } from '../store/sections.ts';
import { addSection, changeSection, listSections, removeSection } from '../store/sections.ts';
import { listTables } from '../store/tables.ts';
import type { Env } from '../env.ts';
import { auditedBy } from './audited-by.ts';
import { type Handlers, answer } from './operation.ts';
import { type ProblemAnswer, notFoundProblem, problem } from './problem.ts';

export const sectionHandlers = {
  'GET /api/restaurants/{id}/sections': async ({ env, restaurant }) => {
    const rows = await listSections(env, restaurant.restaurantId);
    return { items: rows.map(sectionView), nextCursor: null };
  },

  'POST /api/restaurants/{id}/sections': async (call) => {
    const { env, restaurant, body } = call;
    const { restaurantId, groupId } = restaurant;
    const refused = await refuseTables(env, restaurantId, 0, body.tableIds);
    if (refused !== null) return refused;
    const audit = { ...auditedBy(call), restaurantId, groupId, action: 'add-section', before: null, after: body };
    const added = await addSection(env, { ...body, restaurantId }, audit, Date.now());
    if (typeof added === 'string') return refusalOf(added, body.name);
    return answer(sectionView(added), { location: `/api/restaurants/${restaurantId}/sections/${added.id}` });
  },

  'PUT /api/restaurants/{id}/sections/{sectionId}': async (call) => {
    const { env, restaurant, params, body } = call;
    const { restaurantId, groupId } = restaurant;
    const present = await findSection(env, restaurantId, params.sectionId);
    if (present === null) return notFoundProblem('section');
    const { name, tableIds, position } = body;
    const refused = tableIds === undefined ? null : await refuseTables(env, restaurantId, present.id, tableIds);
    if (refused !== null) return refused;
    const changes: SectionChanges = {
      ...(name === undefined ? {} : { name }),
      ...(tableIds === undefined ? {} : { tableIds }),
      ...(position === undefined ? {} : { position }),
    };
    const before = sectionView(present);
    const after = { id: present.id, ...changes };
    const audit = { ...auditedBy(call), restaurantId, groupId, action: 'change-section', before, after };
    const changed = await changeSection(env, present, changes, audit, Date.now());
    return typeof changed === 'string' ? refusalOf(changed, name ?? present.name) : sectionView(changed);
  },

  'DELETE /api/restaurants/{id}/sections/{sectionId}': async (call) => {
    const { env, restaurant, params } = call;
    const { restaurantId, groupId } = restaurant;
    const present = await findSection(env, restaurantId, params.sectionId);
    if (present === null) return notFoundProblem('section');
    const before = sectionView(present);
    const audit = { ...auditedBy(call), restaurantId, groupId, action: 'remove-section', before, after: null };
    await removeSection(env, present, audit, Date.now());
    return null;
  },
} satisfies Handlers;

async function findSection(env: Env, restaurantId: number, sectionId: number): Promise<SectionRow | null> {
  return (await listSections(env, restaurantId)).find(({ id }) => id === sectionId) ?? null;
}

function sectionView({ id, name, tableIds, position }: SectionRow): Section {
  return { id, name, tableIds, position };
}

/** Says which table is not here, or in whose section it is. */
async function refuseTables(
  env: Env,
  restaurantId: number,
  sectionId: number,
  tableIds: readonly number[],
): Promise<ProblemAnswer | null> {
  const [tables, sections] = await Promise.all([listTables(env, restaurantId), listSections(env, restaurantId)]);
  const stray = tableIds.findIndex((id) => !tables.some((table) => table.id === id));
  if (stray >= 0) {
    const message = 'There is no such table at this restaurant.';
    return problem('invalid', message, { errors: [{ path: `tableIds.${stray}`, message }] });
  }
  for (const id of tableIds) {
    const other = sections.find((section) => section.id !== sectionId && section.tableIds.includes(id));
    const number = tables.find((table) => table.id === id)?.tableNumber ?? '';
    if (other !== undefined) {
      return problem('conflict', `Table ${number} is in the section "${other.name}"; take it out there first.`);
    }
  }
  return null;
}

function refusalOf(refused: SectionRefused, name: string): ProblemAnswer {
  return refused === 'taken'
    ? problem('conflict', 'Somebody has just put one of these tables into another section. Read the sections again.')
    : problem('conflict', `There is a section "${name}" already.`);
}
