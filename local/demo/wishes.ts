/** What parties say when they book, and what the staff write down about them. */
import type { Chance } from '../../worker/domain/chance.ts';
import type { DemoHouse } from './house.ts';

export interface Wishes {
  readonly preferred: string[];
  readonly occasion: string | null;
  readonly request: string | null;
  readonly notes: string | null;
}

const occasions = [
  ['Birthday', 40],
  ['Anniversary', 22],
  ['Date', 18],
  ['Business', 16],
  ['Other', 4],
] as const;

const requests = [
  'One of us has a severe nut allergy.',
  'Two vegetarians, one of them vegan.',
  'We bring a baby in a pram.',
  'A high chair for our two-year-old, please.',
  'Gluten-free for one, thank you!',
  'No shellfish, please.',
  'We have theatre tickets for 20:30.',
  'It is a surprise: please do not mention the cake.',
  'My father uses a wheelchair.',
  'A quiet corner if you can, my mother does not hear well.',
  'Same table as last time would be lovely.',
  'We are bringing our own bottle; what is the corkage?',
  'Pas de produits laitiers pour une personne, merci.',
  '乳製品アレルギーの者がおります。',
  'We may be ten minutes late from the station.',
  'Could we sit outside if the weather holds?',
];

const staffNotes = [
  'Regular. Sparkling water, no ice.',
  'Likes to be greeted by name.',
  'Left a scarf last time; it is behind the bar.',
  'Critic? Told nobody.',
  'Always orders the tasting menu.',
  'Friends of the house: a glass on arrival.',
  'Paid for by voucher 2041.',
  'Call if running late.',
];

const occasionShare = 0.13;
const requestShare = 0.12;
const notesShare = 0.07;
const preferredShare = 0.16;

export function drawWishes(house: DemoHouse, walksIn: boolean, chance: Chance): Wishes {
  const features = [...new Set(house.maps.flatMap(({ tables }) => tables.flatMap((table) => table.features)))];
  // Whoever needs a ramp or asks for the whole room says so; the rest is taste.
  const tastes = features.filter((feature) => feature !== 'private' && feature !== 'wheelchair_accessible');
  const draw = <T>(share: number, from: () => T): T | null => (!walksIn && chance.happens(share) ? from() : null);
  const taste = draw(preferredShare, () => (chance.happens(0.1) ? 'wheelchair_accessible' : chance.pick(tastes)));
  return {
    preferred: taste === null ? [] : [taste],
    occasion: draw(occasionShare, () => chance.weighted(occasions)),
    request: draw(requestShare, () => chance.pick(requests)),
    notes: draw(notesShare, () => chance.pick(staffNotes)),
  };
}
