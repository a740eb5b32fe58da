/** How much of what a house offers is used: of its seats, and of one table's time. Minutes since the day's start. */

export interface ServiceSpan {
  readonly startMinute: number;
  readonly endMinute: number;
}

export interface SeatedSpan extends ServiceSpan {
  /** Guests. */
  readonly partySize: number;
}

/**
 * Of the seat minutes in service, the share that guests sit or are planned on, 0 to 1. Seats that stay empty at a table
 * with guests count as unused; what lies outside the spans counts as nothing.
 */
export function utilizationOf(parties: readonly SeatedSpan[], seats: number, service: readonly ServiceSpan[]): number {
  const offered = seats * minutesOf(service);
  if (offered === 0) return 0;
  const taken = parties.reduce((sum, party) => sum + party.partySize * minutesWithin(party, service), 0);
  return Math.min(1, taken / offered);
}

/** Of the minutes in service, the share in which one of these spans covers it; spans may overlap. */
export function occupiedShareOf(spans: readonly ServiceSpan[], service: readonly ServiceSpan[]): number {
  const offered = minutesOf(service);
  if (offered === 0) return 0;
  return mergedSpans(spans).reduce((sum, span) => sum + minutesWithin(span, service), 0) / offered;
}

/** In order, those that touch or overlap as one. */
export function mergedSpans(spans: readonly ServiceSpan[]): ServiceSpan[] {
  const merged: { startMinute: number; endMinute: number }[] = [];
  for (const { startMinute, endMinute } of [...spans].sort((one, other) => one.startMinute - other.startMinute)) {
    const last = merged.at(-1);
    if (last !== undefined && startMinute <= last.endMinute) last.endMinute = Math.max(last.endMinute, endMinute);
    else merged.push({ startMinute, endMinute });
  }
  return merged;
}

function minutesOf(service: readonly ServiceSpan[]): number {
  return service.reduce((sum, { startMinute, endMinute }) => sum + endMinute - startMinute, 0);
}

function minutesWithin({ startMinute, endMinute }: ServiceSpan, service: readonly ServiceSpan[]): number {
  return service.reduce((sum, span) => {
    const minutes = Math.min(endMinute, span.endMinute) - Math.max(startMinute, span.startMinute);
    return sum + Math.max(0, minutes);
  }, 0);
}
