import type { Reservation } from '#contract';
import { byStart } from '#lib/live/apply-message.ts';

export interface PartyGroup {
  readonly key: 'expected' | 'seated' | 'gone';
  readonly title: string;
  readonly parties: readonly Reservation[];
  readonly covers: number;
}

const statusesOf: Readonly<Record<PartyGroup['key'], readonly Reservation['status'][]>> = {
  expected: ['pending', 'confirmed'],
  seated: ['seated'],
  gone: ['completed', 'no_show', 'cancelled'],
};
const titles: Readonly<Record<PartyGroup['key'], string>> = { expected: 'Expected', seated: 'Seated', gone: 'Done' };

/**
 * The day's parties as a host thinks of them: those who are at the door first, then by time; those who sit by how long;
 * those who are done, the last one first.
 */
export function groupParties(parties: Iterable<Reservation>, wanted: string): PartyGroup[] {
  const all = [...parties].filter((party) => matches(party, wanted));
  return (Object.keys(statusesOf) as PartyGroup['key'][]).map((key) => {
    const members = all.filter(({ status }) => statusesOf[key].includes(status)).sort(orders[key]);
    return {
      key,
      title: titles[key],
      parties: members,
      covers: members.reduce((sum, { partySize }) => sum + partySize, 0),
    };
  });
}

const orders: Readonly<Record<PartyGroup['key'], (a: Reservation, b: Reservation) => number>> = {
  expected: (a, b) => Number(isHere(b)) - Number(isHere(a)) || byStart(a, b),
  seated: (a, b) => (a.endsAt < b.endsAt ? -1 : a.endsAt > b.endsAt ? 1 : a.id - b.id),
  gone: (a, b) => byStart(b, a),
};

function isHere(party: Reservation): boolean {
  return party.arrivedAt !== undefined;
}

/** Name, confirmation number or phone, however it was typed. */
function matches({ guestInfo, confirmationNumber }: Reservation, wanted: string): boolean {
  const text = plain(wanted);
  if (text === '') return true;
  return [guestInfo.name, confirmationNumber, guestInfo.phone].some((field) => plain(field).includes(text));
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[\p{M}\s()+.-]/gu, '')
    .toLowerCase();
}
