import { type AreaRow, listAreas, setAreas } from '../store/areas.ts';
import { writeQuietly } from '../store/configuration-changes.ts';
import { listTables } from '../store/tables.ts';
import type { Handlers } from './operation.ts';
import { problem } from './problem.ts';

export const areaHandlers = {
  'GET /api/restaurants/{id}/areas': async ({ env, restaurant }) =>
    areaList(await listAreas(env, restaurant.restaurantId)),

  'PUT /api/restaurants/{id}/areas': async ({ env, restaurant, actor, body }) => {
    const { restaurantId, groupId } = restaurant;
    const keys = body.areas.map((area) => area.key);
    const twice = keys.findIndex((key, index) => keys.indexOf(key) < index);
    if (twice >= 0) {
      const message = `The area "${keys[twice] ?? ''}" is there twice.`;
      return problem('invalid', message, { errors: [{ path: `areas.${twice}.key`, message }] });
    }
    const [present, tables] = await Promise.all([listAreas(env, restaurantId), listTables(env, restaurantId)]);
    const gone = present.map((area) => area.key).filter((key) => !keys.includes(key));
    const used = tables.find((table) => gone.includes(table.areaKey));
    if (used !== undefined) {
      const detail = `Table ${used.tableNumber} lies in the area "${used.areaKey}"; give it another one first.`;
      return problem('conflict', detail);
    }
    await writeQuietly(
      env,
      (database) => setAreas(database, restaurantId, body.areas, gone),
      {
        restaurantId,
        groupId,
        actorUserId: actor.userId,
        action: 'set-areas',
        before: present.map(({ key, name }) => ({ key, name })),
        after: body.areas,
      },
      Date.now(),
    );
    return areaList(await listAreas(env, restaurantId));
  },
} satisfies Handlers;

function areaList(rows: readonly AreaRow[]) {
  return { items: rows.map(({ id, key, name }) => ({ id, key, name })), nextCursor: null };
}
