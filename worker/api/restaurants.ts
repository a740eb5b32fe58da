import { can, worksAt } from '../domain/access.ts';
import { checkSettings } from '../domain/service/check-settings.ts';
import { defaultSettings } from '../domain/service/default-settings.ts';
import { instantText } from '../domain/time/service-date.ts';
import type { Restaurant } from '../contract/restaurants.ts';
import { findGroup, listGroups } from '../store/groups.ts';
import { type RestaurantFacts, forgetFacts, restaurantFacts } from '../store/restaurant-facts.ts';
import { type NewRestaurant, createRestaurant, listRestaurants, updateProfile } from '../store/restaurants.ts';
import { auditedBy } from './audited-by.ts';
import { matches, staleEdit } from './change-configuration.ts';
import { locationHintOf } from './location-hint.ts';
import { type ApiCall, type Handlers, type Reply, answer } from './operation.ts';
import { pageOf, readIdCursor } from './page-cursor.ts';
import { type ProblemAnswer, notFoundProblem, problem } from './problem.ts';
import { withFreeSlug } from './restaurant-slug.ts';
import { renewTemplateDigests } from './template-digests.ts';

export const restaurantHandlers = {
  'GET /api/groups': async ({ env, query }) => {
    const rows = await listGroups(env, readIdCursor(query.cursor), query.limit + 1);
    return pageOf(rows, query.limit, (group) => group);
  },

  'GET /api/restaurants': async ({ env, query }) => {
    const rows = await listRestaurants(env, query, readIdCursor(query.cursor), query.limit + 1);
    const identified = rows.map((facts) => ({ ...facts, id: facts.restaurantId }));
    return pageOf(identified, query.limit, restaurantView);
  },

  'POST /api/restaurants': async (call) => {
    const { env, actor, body } = call;
    const place = { restaurantId: null, groupId: body.groupId };
    const group = await findGroup(env, body.groupId);
    if (group === null || !worksAt(actor.grants, place)) {
      return notFoundProblem('group');
    }
    if (!can(actor.grants, 'restaurants.create', place)) {
      return problem('forbidden', 'Only owners open another restaurant in their group.');
    }
    const created = await createWithSlug(call);
    return typeof created === 'number' ? openedAnswer(call, created) : created;
  },

  'GET /api/restaurants/{id}': async ({ restaurant }) =>
    answer(restaurantView(restaurant), { etag: restaurant.profileVersion }),

  'PUT /api/restaurants/{id}': async (call) => {
    const attempts = call.ifMatch === null ? 5 : 1;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const changed = await changeProfile(call);
      if (changed !== 'stale') return changed;
    }
    return staleEdit();
  },
} satisfies Handlers;

async function changeProfile({
  env,
  ctx,
  actor,
  restaurant,
  body,
  ifMatch,
  request,
}: ApiCall<'PUT /api/restaurants/{id}'>): Promise<Reply<Restaurant> | ProblemAnswer | 'stale'> {
  const present = (await restaurantFacts(env, restaurant.restaurantId, { fresh: true })) ?? restaurant;
  if (!matches(ifMatch, present.profileVersion)) return staleEdit();
  const boundary = body.dayBoundary ?? present.dayBoundary;
  const wrong = boundary === present.dayBoundary ? [] : checkSettings(present.settings, boundary);
  if (wrong.length > 0) {
    return problem('invalid', `The day boundary does not fit the settings: ${wrong[0]?.message ?? ''}`, {
      errors: wrong.map(({ path, message }) => ({ path: `settings.${path}`, message })),
    });
  }
  const { zone, dayBoundary, ...rest } = body;
  // What stays the same is no change, so a form that sends everything is not refused while days are open.
  const changes = {
    ...rest,
    ...(zone !== undefined && zone !== present.zone ? { zone } : {}),
    ...(dayBoundary !== undefined && dayBoundary !== present.dayBoundary ? { dayBoundary } : {}),
  };
  const before = Object.fromEntries(Object.keys(changes).map((key) => [key, present[key as keyof RestaurantFacts]]));
  const { restaurantId, groupId } = present;
  const by = auditedBy({ actor, request });
  const audit = { restaurantId, groupId, ...by, action: 'change-profile', before, after: changes };
  const outcome = await updateProfile(env, present, changes, audit, Date.now());
  if (outcome === 'stale') return 'stale';
  if (outcome === 'days_open') {
    return problem(
      'conflict',
      'Zone and day boundary cannot change while dates are open: their bookings count on them.',
    );
  }
  const facts = await restaurantFacts(env, restaurantId, { fresh: true });
  if (facts === null) return notFoundProblem('restaurant');
  if (facts.configurationVersion !== present.configurationVersion) ctx.waitUntil(renewTemplateDigests(env, facts));
  return answer(restaurantView(facts), { etag: facts.profileVersion });
}

/** The id of the new restaurant. */
async function createWithSlug(call: ApiCall<'POST /api/restaurants'>): Promise<number | ProblemAnswer> {
  const { env, body } = call;
  const settings = defaultSettings();
  const wrong = checkSettings(settings, body.dayBoundary);
  if (wrong.length > 0) {
    const message = 'Use a day boundary in the small hours, when the house is empty: 04:00 suits most.';
    return problem('invalid', message, { errors: [{ path: 'dayBoundary', message }] });
  }
  const now = Date.now();
  const { groupId } = body;
  return withFreeSlug(body, (slug) => {
    const restaurant: NewRestaurant = {
      ...body,
      slug,
      locationHint: locationHintOf(body.zone),
      settings,
      createdAt: now,
      updatedAt: now,
    };
    const audit = { ...auditedBy(call), groupId, action: 'open-restaurant', before: null, after: restaurant };
    return createRestaurant(env, restaurant, audit);
  });
}

/** What a restaurant that was just made is answered as. */
export async function openedAnswer(
  { env, ctx }: Pick<ApiCall<'POST /api/restaurants'>, 'env' | 'ctx'>,
  restaurantId: number,
): Promise<Reply<Restaurant>> {
  forgetFacts(restaurantId);
  const facts = await restaurantFacts(env, restaurantId);
  if (facts === null) throw new Error('the restaurant just created is gone');
  ctx.waitUntil(renewTemplateDigests(env, facts));
  return answer(restaurantView(facts), { etag: facts.profileVersion, location: `/api/restaurants/${restaurantId}` });
}

function restaurantView(facts: RestaurantFacts): Restaurant {
  const { restaurantId, groupId, groupName, name, slug, zone, dayBoundary, cuisine, description } = facts;
  const { address, phone, email, currency, configurationVersion } = facts;
  return {
    id: restaurantId,
    groupId,
    groupName,
    name,
    slug,
    zone,
    dayBoundary,
    cuisine,
    description,
    address,
    phone,
    email,
    currency,
    configurationVersion,
    createdAt: instantText(facts.createdAt),
    updatedAt: instantText(facts.updatedAt),
  };
}
