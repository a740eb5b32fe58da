/** Chance from a seed: the same draws on every machine, and a stream of its own for every subject, whatever the order. */
export interface Chance {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number, both ends included. */
  whole(min: number, max: number): number;
  happens(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of the values, each as likely as its weight is large. */
  weighted<T>(rows: readonly (readonly [value: T, weight: number])[]): T;
  /** Normally distributed. */
  normal(mean: number, deviation: number): number;
  /** Another stream, the same for the same subject however much was drawn from this one. */
  of(subject: string | number): Chance;
}

export function chanceFrom(seed: string): Chance {
  const next = mulberry32(hashOf(seed));
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[Math.floor(next() * list.length)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  };
  return {
    next,
    pick,
    whole: (min, max) => min + Math.floor(next() * (max - min + 1)),
    happens: (probability) => next() < probability,
    weighted(rows) {
      let left = next() * rows.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of rows) {
        left -= weight;
        if (left < 0) return value;
      }
      return pick(rows)[0];
    },
    // Box and Muller, 1958.
    normal: (mean, deviation) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    of: (subject) => chanceFrom(`${seed}/${subject}`),
  };
}

/** FNV-1a (Fowler, Noll, Vo), 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash;
}

/** Tommy Ettinger's mulberry32. */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
