/** A password that somebody chooses: refused while it can still be chosen better. */
import { type PasswordWeakness, weaknessOf } from '../domain/password-rules.ts';
import type { Env } from '../env.ts';
import { restaurantsOfUser } from '../store/accounts.ts';
import { restaurantFacts } from '../store/restaurant-facts.ts';
import { type ProblemAnswer, problem } from './problem.ts';

const messages = {
  repeated: 'This repeats itself. Three or four words that do not belong together are easy to remember.',
  sequence: 'These keys lie side by side. Three or four words that do not belong together are easy to remember.',
  common: 'This is one of the first passwords that others would try. Choose one that only you would think of.',
  personal: 'This is made of your own name or that of the house. Choose words that have nothing to do with you.',
} as const satisfies Record<PasswordWeakness, string>;

interface Person {
  readonly name: string;
  readonly email: string;
}

/** Null when the password will do. `places`: the names of the houses where the person works. */
export function refuseWeakPassword(
  password: string,
  { name, email }: Person,
  places: readonly string[] = [],
): ProblemAnswer | null {
  const [local = ''] = email.split('@');
  const weakness = weaknessOf(password, [name, local, 'maitred', ...places]);
  if (weakness === null) return null;
  const message = messages[weakness];
  return problem('invalid', message, { errors: [{ path: 'password', message }] });
}

/** As `refuseWeakPassword`, for somebody who may work somewhere. */
export async function refuseWeakPasswordOf(
  env: Env,
  password: string,
  user: Person & { readonly id: number },
): Promise<ProblemAnswer | null> {
  const restaurantIds = await restaurantsOfUser(env, user.id);
  const houses = await Promise.all(restaurantIds.slice(0, 20).map(async (id) => restaurantFacts(env, id)));
  const places = houses.flatMap((facts) => (facts === null ? [] : [facts.name, facts.groupName]));
  return refuseWeakPassword(password, user, places);
}
