import type { AuditEntry, RoleMatrix } from '#contract';
import { differencesBetween } from '#lib/settings/differences.ts';
import type { Location } from './delegation.ts';
import { exactTime } from './exact-time.ts';

/** One thing that is different now. Empty: it was not there, or is not any more. */
export interface AuditChange {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

const irregular: Readonly<Record<string, string>> = {
  'act-as': 'acted as somebody else',
  'place-tables': 'moved tables',
  'resend-invitation': 'sent an invitation again',
  'revoke-invitation': 'took an invitation back',
};

const pastTense: Readonly<Record<string, string>> = { copy: 'copied', end: 'ended', make: 'made', set: 'set' };

/** Nouns that take no "a". */
const nouns: Readonly<Record<string, string>> = {
  areas: 'the areas',
  combinations: 'the joined tables',
  group: 'the group',
  maintenance: 'maintenance',
  profile: 'the profile',
  roles: 'the roles',
  security: 'what the group asks at sign-in',
  settings: 'the settings',
};

/** What the filter of the audit offers. */
export const knownActions: readonly string[] = [
  'accept-invitation',
  'act-as',
  'add-floor-map',
  'add-section',
  'add-shift',
  'add-tables',
  'add-task',
  'change-floor-map',
  'change-group',
  'change-profile',
  'change-role',
  'change-roles',
  'change-section',
  'change-security',
  'change-settings',
  'change-shift',
  'change-table',
  'change-task',
  'clone-restaurant',
  'compose-role',
  'copy-shifts',
  'deactivate-person',
  'end-maintenance',
  'end-sessions',
  'invite-person',
  'make-key',
  'open-restaurant',
  'place-tables',
  'reactivate-person',
  'remove-role',
  'remove-section',
  'remove-shift',
  'remove-table',
  'remove-task',
  'resend-invitation',
  'revoke-invitation',
  'revoke-key',
  'rotate-key',
  'set-areas',
  'set-combinations',
  'start-maintenance',
];

/** `change-settings` → `changed the settings`: verb and noun, as every action is named. */
export function actionWords(action: string): string {
  const [verb, noun] = partsOf(action);
  return irregular[action] ?? `${verb} ${nouns[noun] ?? withArticle(noun.replaceAll('-', ' '))}`;
}

/** What somebody did, and to whom or what: `changed the roles of Pat`, `invited Noor`, `changed a role: Sommelier`. */
export function sentenceOf(entry: AuditEntry): string {
  const { action, actorName, subjectName } = entry;
  const [verb, noun] = partsOf(action);
  const thing = nameIn(entry.before) ?? nameIn(entry.after);
  if (subjectName !== null && subjectName !== actorName) {
    if (action === 'act-as') return `acted as ${subjectName}`;
    return noun === 'person' ? `${verb} ${subjectName}` : `${actionWords(action)} of ${subjectName}`;
  }
  if (thing === null) return actionWords(action);
  return noun === 'person' ? `${verb} ${thing}` : `${actionWords(action)}: ${thing}`;
}

function nameIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { name, title, tableNumber } = value as Readonly<Record<string, unknown>>;
  const found = name ?? title ?? tableNumber;
  return typeof found === 'string' && found !== '' ? found : null;
}

export function asLine(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function partsOf(action: string): [verb: string, noun: string] {
  const [verb = '', ...noun] = action.split('-');
  return [pastTense[verb] ?? (verb.endsWith('e') ? `${verb}d` : `${verb}ed`), noun.join('-')];
}

function withArticle(noun: string): string {
  if (noun.endsWith('s')) return noun;
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** What turns ids and keys into what people call them. */
export interface Names {
  readonly locations: readonly Location[];
  /** What capabilities are called; those without words stay as they are. */
  readonly matrix: Pick<RoleMatrix, 'capabilities'> | null;
  /** In whose clock instants are said. */
  readonly zone: string;
}

/** Only what changed, in the order in which it stands; the sentence has said the name of what came or went. */
export function changesOf({ before, after }: Pick<AuditEntry, 'before' | 'after'>, names: Names): AuditChange[] {
  const [had, has] = withoutShared(named(before, names), named(after, names));
  return differencesBetween(had, has)
    .filter(({ label, mine, theirs }) => !(naming.includes(label) && (mine === '' || theirs === '')))
    .map(({ label, mine, theirs }) => ({ label: label === '' ? 'value' : label, before: mine, after: theirs }));
}

/** As the differences call what `nameIn` reads. */
const naming: readonly string[] = ['name', 'title', 'table number'];

const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Restaurants and capabilities by their names; other ids say nothing to anybody and stay out. */
function named(value: unknown, names: Names): unknown {
  if (Array.isArray(value)) return value.map((each) => named(each, names));
  if (typeof value === 'string' && isInstant.test(value)) return exactTime(value, names.zone);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, part]): [string, unknown][] => {
    if (key === 'id' || key === 'groupId') return [];
    if (key === 'restaurantId' || key === 'restaurantIds') return [['place', placeNames(part, names)]];
    if (key === 'capabilities' && Array.isArray(part)) return [['may', part.map((each) => wordsOf(each, names))]];
    return [[key, named(part, names)]];
  });
  return Object.fromEntries(entries);
}

function placeNames(ids: unknown, { locations }: Names): string {
  if (ids === null || ids === undefined) return 'everywhere';
  const each: readonly unknown[] = Array.isArray(ids) ? ids : [ids];
  return each.map((id) => locations.find((place) => place.id === id)?.name ?? 'another place').join(', ');
}

function wordsOf(capability: unknown, { matrix }: Names): string {
  return matrix?.capabilities.find(({ key }) => key === capability)?.words ?? String(capability);
}

/** Of what a role may do only what came and what went: the rest of a long list would hide it. */
function withoutShared(before: unknown, after: unknown): [unknown, unknown] {
  const [had, has] = [listOfMay(before), listOfMay(after)];
  const only = (whole: unknown, own: readonly string[], other: readonly string[]): unknown =>
    typeof whole === 'object' && whole !== null && 'may' in whole
      ? { ...whole, may: own.filter((each) => !other.includes(each)).join('; ') }
      : whole;
  return [only(before, had, has), only(after, has, had)];
}

function listOfMay(value: unknown): readonly string[] {
  const list = typeof value === 'object' && value !== null && 'may' in value ? value.may : [];
  return Array.isArray(list) ? list.map(String) : [];
}
