export interface Difference {
  /** Where, in words: `Dinner, last start time`. */
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
}

/**
 * What differs between what one person typed and what another saved meanwhile, leaf by leaf. Items of lists are named by
 * their name, date or number, so that an inserted one does not make all others look changed.
 */
export function differencesBetween(mine: unknown, theirs: unknown): Difference[] {
  const left = leavesOf(mine);
  const right = leavesOf(theirs);
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((label) => ({ label, mine: left.get(label) ?? '', theirs: right.get(label) ?? '' }))
    .filter((each) => each.mine !== each.theirs);
}

function leavesOf(
  value: unknown,
  path: readonly string[] = [],
  leaves = new Map<string, string>(),
): Map<string, string> {
  if (Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null)) {
    value.forEach((item, index) => leavesOf(item, [...path, nameOf(item) ?? String(index + 1)], leaves));
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, part] of Object.entries(value)) leavesOf(part, [...path, inWords(key)], leaves);
  } else {
    leaves.set(path.join(', '), textOf(value));
  }
  return leaves;
}

const namingKeys = ['name', 'tableNumber', 'date', 'key', 'partySizeMax'];

function nameOf(item: unknown): string | null {
  const fields = item as Readonly<Record<string, unknown>>;
  const key = namingKeys.find((each) => ['string', 'number'].includes(typeof fields[each]));
  return key === undefined ? null : String(fields[key]);
}

/** `lastStartTime` → `last start time` */
function inWords(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}
