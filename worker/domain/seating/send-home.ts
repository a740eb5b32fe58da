/**
 * A search that wandered has moved more parties than it needed to. Here they go back, as far as that works by
 * interchange: of two tables, a set of parties linked by overlap changes sides as a whole (Kempe's chains in colouring),
 * which keeps the plan whole and is done when more of them are at home after it than before.
 */
import { areClear, candidatesOf, isAtHome, lift, partiesOn, place } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import type { FloorTable } from './seating-units.ts';

/** Adds to `moved` whoever an interchange moves; ends because every change brings more parties home. */
export function sendHome(occupancy: Occupancy, moved: Set<SeatingParty>): void {
  let returned = true;
  while (returned) {
    returned = false;
    for (const party of moved) {
      if (isAtHome(party)) continue;
      if (goHomeAlone(occupancy, party) || interchange(occupancy, party, moved)) returned = true;
    }
  }
}

function goHomeAlone(occupancy: Occupancy, party: SeatingParty): boolean {
  const { tables } = party;
  lift(occupancy, party);
  const isFree = areClear(occupancy, 'busy', party.home, party);
  place(occupancy, party, isFree ? party.home : tables);
  return isFree;
}

function interchange(occupancy: Occupancy, party: SeatingParty, moved: Set<SeatingParty>): boolean {
  const [here, ...others] = party.tables;
  const [home, ...otherHomes] = party.home;
  if (here === undefined || home === undefined || others.length + otherHomes.length > 0) return false;
  const chain = chainBetween(occupancy, party, here, home);
  const isHome = (each: SeatingParty, table: FloorTable | undefined) =>
    each.home.length === 1 && each.home[0] === table;
  const otherSide = (each: SeatingParty) => (each.tables[0] === here ? home : here);
  let gained = 0;
  for (const each of chain) gained += Number(isHome(each, otherSide(each))) - Number(isHome(each, each.tables[0]));
  if (gained <= 0) return false;
  const places = chain.map((each) => [each, [otherSide(each)]] as const);
  for (const each of chain) lift(occupancy, each);
  for (const [each, tables] of places) {
    place(occupancy, each, tables);
    if (each.home.length > 0) moved.add(each);
  }
  return true;
}

/** Everyone who has to change sides when the party goes home; nobody when one of them cannot. */
function chainBetween(
  occupancy: Occupancy,
  party: SeatingParty,
  here: FloorTable,
  home: FloorTable,
): readonly SeatingParty[] {
  const chain = [party];
  for (const each of chain) {
    const side = each.tables[0] === here ? home : here;
    if (!canHold(occupancy, each, side)) return [];
    for (const holder of partiesOn(occupancy, [side], each)) {
      if (holder.settled || holder.tables.length > 1) return [];
      if (!chain.includes(holder)) chain.push(holder);
    }
  }
  return chain;
}

function canHold(occupancy: Occupancy, party: SeatingParty, table: FloorTable): boolean {
  if (!areClear(occupancy, 'blocked', [table], party)) return false;
  return candidatesOf(occupancy, party).options.some(
    ({ unit }) => unit.tables.length === 1 && unit.tables[0] === table,
  );
}
