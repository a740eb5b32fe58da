/** Another location of a group that begins as a copy of one that is there. */
import { randomBytes } from 'node:crypto';
import { checkSettings } from '../domain/service/check-settings.ts';
import { cloneRestaurant } from '../store/clone.ts';
import { restaurantFacts } from '../store/restaurant-facts.ts';
import type { NewRestaurant } from '../store/restaurants.ts';
import { auditedBy } from './audited-by.ts';
import { locationHintOf } from './location-hint.ts';
import type { Handlers } from './operation.ts';
import { problem } from './problem.ts';
import { withFreeSlug } from './restaurant-slug.ts';
import { openedAnswer } from './restaurants.ts';

export const cloneHandlers = {
  'POST /api/groups/{groupId}/restaurants/clone': async (call) => {
    const { env, group, body } = call;
    const { fromRestaurantId, name, address, phone, zone } = body;
    const model = await restaurantFacts(env, fromRestaurantId, { fresh: true });
    if (model === null || model.groupId !== group.id) {
      const message = 'There is no such restaurant in this group.';
      return problem('invalid', message, { errors: [{ path: 'fromRestaurantId', message }] });
    }
    const now = Date.now();
    const { dayBoundary, cuisine, description, currency, email, jurisdiction, settings } = model;
    // Rules were checked when they were made, perhaps by an older release.
    const [wrong] = checkSettings(settings, dayBoundary);
    if (wrong !== undefined) return problem('conflict', `First mend the settings of ${model.name}: ${wrong.message}`);
    const created = await withFreeSlug(body, (slug) => {
      const restaurant: NewRestaurant = {
        ...{
          groupId: group.id,
          name,
          slug,
          dayBoundary,
          cuisine,
          description,
          currency,
          email,
          jurisdiction,
          settings,
        },
        address: address ?? '',
        phone: phone ?? '',
        zone: zone ?? model.zone,
        locationHint: zone === undefined || zone === model.zone ? model.locationHint : locationHintOf(zone),
        createdAt: now,
        updatedAt: now,
      };
      const after = { fromRestaurantId, name, slug, zone: restaurant.zone, address, phone };
      const audit = { ...auditedBy(call), groupId: group.id, action: 'clone-restaurant', before: null, after };
      const qrCode = (): string => randomBytes(16).toString('base64url');
      return cloneRestaurant(env, { restaurant, fromRestaurantId, qrCode, audit });
    });
    return typeof created === 'number' ? openedAnswer(call, created) : created;
  },
} satisfies Handlers;
