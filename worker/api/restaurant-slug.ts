/** The name of a restaurant in addresses: given, or made from its name. */
import { type ProblemAnswer, problem } from './problem.ts';

const numbersMax = 50;

/**
 * Tries slugs until `create` takes one, which answers null for one that is taken. A slug made from the name gets a
 * number then; a given one is refused.
 */
export async function withFreeSlug(
  { slug, name }: { readonly slug?: string | undefined; readonly name: string },
  create: (slug: string) => Promise<number | null>,
): Promise<number | ProblemAnswer> {
  const base = slug ?? slugOf(name);
  for (let number = 1; number <= (slug === undefined ? numbersMax : 1); number += 1) {
    const id = await create(number === 1 ? base : `${base.slice(0, 56)}-${number}`);
    if (id !== null) return id;
  }
  return problem('conflict', `The address name "${base}" is taken; choose another slug.`);
}

function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return slug === '' ? 'restaurant' : slug;
}
