import type { Table } from '#contract';
import { spokenMinutes, timeOfDay } from '#lib/staff/times.ts';
import type { Misfit } from './table-fit.ts';
import { statusWords, type Situation } from './table-status.ts';

export type TablePlace = Pick<Table, 'tableNumber' | 'capacity'>;

/** Everything that a table shows, in words: what a screen reader says and the tooltip holds. */
export function tableName(
  table: TablePlace,
  situation: Situation,
  zone: string,
  numberOf: (tableId: number) => string,
  misfit: Misfit | null = null,
): string {
  const { status, party, guestCount, next, elapsedMinutes, freeInMinutes } = situation;
  const parts = [`Table ${table.tableNumber}`, `seats ${String(table.capacity)}`, statusWords[status].toLowerCase()];
  if (status === 'seated' || status === 'overdue') {
    if (guestCount !== null) parts.push(`party of ${String(guestCount)}`);
    if (party !== null && party.guestInfo.name !== '') parts.push(party.guestInfo.name);
    if (elapsedMinutes !== null) parts.push(spokenMinutes(elapsedMinutes));
    if (freeInMinutes !== null) {
      parts.push(
        freeInMinutes < 0 ? `overdue ${spokenMinutes(freeInMinutes)}` : `free in ${spokenMinutes(freeInMinutes)}`,
      );
    }
  }
  if (situation.block?.notes) parts.push(situation.block.notes);
  if (next !== null) {
    const who = next.guestInfo.name === '' ? '' : ` ${next.guestInfo.name}`;
    parts.push(`next ${timeOfDay(next.reservationTime, zone)}${who} party of ${String(next.partySize)}`);
    if (next.arrivedAt !== undefined) parts.push('arrived');
  }
  if (situation.late) parts.push('late');
  if (situation.conflict) parts.push('conflict with the next party');
  if (situation.joinedTableIds.length > 0) {
    parts.push(`joined with ${situation.joinedTableIds.map((id) => numberOf(id)).join(' and ')}`);
  }
  if (misfit !== null)
    parts.push(`${misfit.firm ? 'not possible' : 'perhaps'}: ${misfit.reason} ${misfit.name}`.trim());
  return parts.join(', ');
}
