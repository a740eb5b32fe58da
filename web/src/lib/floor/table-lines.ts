import type { Reservation } from '#contract';
import { shortTime } from '#lib/staff/times.ts';
import type { Situation } from './table-status.ts';

/**
 * What stands on a table under its number and status: when, then who. Each line says as much as `width` characters hold;
 * the whole is in the table's name and its sheet.
 */
export function tableLines(situation: Situation, zone: string, width: number): string[] {
  const { party, next, guestCount } = situation;
  const lines =
    situation.status === 'seated' || situation.status === 'overdue'
      ? [stayLine(situation, width), whoLine(party?.guestInfo.name ?? '', guestCount, width)]
      : next === null
        ? [situation.block?.notes ? cut(situation.block.notes, width) : '']
        : [nextLine(next, situation, zone, width), whoLine(next.guestInfo.name, next.partySize, width)];
  return lines.filter((line) => line !== '');
}

function stayLine({ elapsedMinutes, freeInMinutes }: Situation, width: number): string {
  if (elapsedMinutes === null || freeInMinutes === null) return '';
  const here = String(elapsedMinutes);
  const rest = String(Math.abs(freeInMinutes));
  return freeInMinutes < 0
    ? longestThatFits([`${here} min, ${rest} over`, `${here}′, ${rest} over`, `${here}′ +${rest}`], width)
    : longestThatFits(
        [
          `${here} min, free in ${rest}`,
          `${here}′, free ${rest}′`,
          `${here}/${String(elapsedMinutes + freeInMinutes)}′`,
        ],
        width,
      );
}

function nextLine(next: Reservation, { status }: Situation, zone: string, width: number): string {
  const time = shortTime(next.reservationTime, zone);
  if (next.arrivedAt !== undefined) return longestThatFits([`${time}, arrived`, `${time} here`, time], width);
  return status === 'reserved' ? time : longestThatFits([`next ${time}`, time], width);
}

function whoLine(name: string, guestCount: number | null, width: number): string {
  const count = guestCount === null ? '' : String(guestCount);
  if (name.trim() === '')
    return count === '' ? '' : longestThatFits([`party of ${count}`, `${count} guests`, count], width);
  const last = lastName(name, Infinity);
  return longestThatFits(
    [`${name} · ${count}`, `${last} · ${count}`, `${cut(last, Math.max(3, width - count.length - 1))} ${count}`],
    width,
  );
}

/** The last word of a name is what a host looks for. */
export function lastName(name: string, width: number): string {
  return cut(name.trim().split(/\s+/).at(-1) ?? '', width);
}

function longestThatFits(variants: readonly string[], width: number): string {
  return variants.find((variant) => variant.length <= width) ?? variants.at(-1) ?? '';
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`;
}
