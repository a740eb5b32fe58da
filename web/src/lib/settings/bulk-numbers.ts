/** More would be a slip of the finger. */
const most = 200;

/**
 * The table numbers that a pattern names: `1-12`, `T1-T12`, `101, 103, 105`, or any mix with commas. Numbers keep their
 * leading zeros. Null when it names none, or too many.
 */
export function numbersOf(pattern: string): string[] | null {
  const parts = pattern
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const numbers = parts.flatMap(expand);
  return numbers.length > 0 && numbers.length <= most ? numbers : null;
}

function expand(part: string): string[] {
  const range = /^(\D*)(\d+)\s*[-–]\s*(\D*)(\d+)$/.exec(part);
  const [, prefix = '', first = '', secondPrefix = '', last = ''] = range ?? [];
  if (range === null || (secondPrefix !== '' && secondPrefix !== prefix)) return [part];
  const [from, to] = [Number(first), Number(last)];
  if (to < from || to - from >= most) return [part];
  return Array.from({ length: to - from + 1 }, (_, index) => prefix + String(from + index).padStart(first.length, '0'));
}
