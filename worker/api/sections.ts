/** Servers' sections. */
import type { ConfigurationApplied } from '../contract/restaurants.ts';
import type { Section } from '../contract/work.ts';
import { type DirectoryStatement, writeQuietly } from '../store/configuration-changes.ts';
import type { Directory } from '../store/database.ts';
import type { SectionChanges, SectionRefused, SectionRow } from '../store/sections.ts';
import { addSection, changeSection, listSections, refusingSection, removeSection } from '../store/sections.ts';
import { listTables } from '../store/tables.ts';
import type { Env } from '../env.ts';
import { auditedBy } from './audited-by.ts';
import { changeConfiguration } from './change-configuration.ts';
import { type ApiCall, type Handlers, answer } from './operation.ts';
import { ProblemAnswer, notFoundProblem, problem } from './problem.ts';

export const sectionHandlers = {
  'GET /api/restaurants/{id}/sections': async ({ env, restaurant }) => {
    const rows = await listSections(env, restaurant.restaurantId);
    return { items: rows.map(sectionView), nextCursor: null };
  },

  'POST /api/restaurants/{id}/sections': async (call) => {
    const { env, restaurant, body } = call;
    const { restaurantId } = restaurant;
    const refused = await refuseTables(env, restaurantId, 0, body.tableIds);
    if (refused !== null) return refused;
    const added = await write(call, 'add-section', null, body, (database) => [
      addSection(database, { ...body, restaurantId }),
    ]);
    if (added instanceof ProblemAnswer) return added;
    if (typeof added === 'string') return refusalOf(added, body.name);
    const made = (await listSections(env, restaurantId)).find(({ name }) => name === body.name);
    if (made === undefined) throw new Error('the section was not written');
    return answer(sectionView(made), { location: `/api/restaurants/${restaurantId}/sections/${made.id}` });
  },

  'PUT /api/restaurants/{id}/sections/{sectionId}': async (call) => {
    const { env, restaurant, params, body } = call;
    const { restaurantId } = restaurant;
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
    const statements = (database: Directory) => [changeSection(database, present, changes)];
    const changed =
      tableIds === undefined
        ? await writeName(call, before, after, statements)
        : await write(call, 'change-section', before, after, statements);
    if (changed instanceof ProblemAnswer) return changed;
    return typeof changed === 'string' ? refusalOf(changed, name ?? present.name) : { ...before, ...changes };
  },

  'DELETE /api/restaurants/{id}/sections/{sectionId}': async (call) => {
    const { env, restaurant, params } = call;
    const present = await findSection(env, restaurant.restaurantId, params.sectionId);
    if (present === null) return notFoundProblem('section');
    const removed = await write(call, 'remove-section', sectionView(present), null, (database) =>
      removeSection(database, present),
    );
    return removed instanceof ProblemAnswer ? removed : null;
  },
} satisfies Handlers;

type Write = (database: Directory) => DirectoryStatement[];
type OnSections =
  | ApiCall<'POST /api/restaurants/{id}/sections'>
  | ApiCall<'DELETE /api/restaurants/{id}/sections/{sectionId}'>
  | OnSection;
type OnSection = ApiCall<'PUT /api/restaurants/{id}/sections/{sectionId}'>;

/** Dates are told whose tables are whose: of equal tables the plan takes the one whose server has less to do. */
async function write(
  call: OnSections,
  action: string,
  before: unknown,
  after: unknown,
  statements: Write,
): Promise<ConfigurationApplied | ProblemAnswer | SectionRefused> {
  return refusingSection(() =>
    changeConfiguration(call, {
      action,
      dryRun: false,
      retryRaces: true,
      plan: (configuration) => Promise.resolve({ configuration, statements, before, after }),
    }),
  );
}

/** What it is called and where it stands in the list is no date's affair. */
async function writeName(
  call: OnSection,
  before: unknown,
  after: unknown,
  statements: Write,
): Promise<boolean | SectionRefused> {
  const { restaurantId, groupId } = call.restaurant;
  const audit = { ...auditedBy(call), restaurantId, groupId, action: 'change-section', before, after };
  return refusingSection(() => writeQuietly(call.env, statements, audit, Date.now()));
}

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
