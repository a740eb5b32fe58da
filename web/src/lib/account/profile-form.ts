import type { Account, Call } from '#contract';
import { textOf } from '#lib/guest/booking-search.ts';

type Profile = Call<'PUT /api/account'>['body'];

/** What the profile's form holds; texts as typed. */
export interface ProfileValues {
  readonly name: string;
  readonly phone: string;
  readonly preferences: string;
  /** With commas between them. */
  readonly allergies: string;
  readonly favouriteRestaurantIds: readonly number[];
}

export function profileValues(account: Account): ProfileValues {
  const { name, phone, preferences, allergies, favouriteRestaurantIds } = account;
  return { name, phone, preferences, allergies: allergies.join(', '), favouriteRestaurantIds };
}

export function readProfile(fields: FormData): ProfileValues {
  return {
    name: textOf(fields, 'name'),
    phone: textOf(fields, 'phone'),
    preferences: textOf(fields, 'preferences'),
    allergies: textOf(fields, 'allergies'),
    favouriteRestaurantIds: fields.getAll('favourites').map(Number).filter(Number.isSafeInteger),
  };
}

export function profileBody(values: ProfileValues): Profile {
  return {
    ...values,
    allergies: wordsOf(values.allergies),
    favouriteRestaurantIds: [...values.favouriteRestaurantIds],
  };
}

/** A list as people write it, each thing once: `nuts, Shellfish; nuts` → `['nuts', 'Shellfish']`. */
export function wordsOf(text: string): string[] {
  const words = text
    .split(/[,;\n]/)
    .map((word) => word.trim().replaceAll(/\s+/g, ' '))
    .filter(Boolean);
  return words.filter((word, at) => words.findIndex((other) => other.toLowerCase() === word.toLowerCase()) === at);
}
