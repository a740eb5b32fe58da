import type { Forecast } from '#contract';
import type { Figure } from '#lib/planning/Figures.svelte';
import { percent } from './words.ts';

/** The date in a few numbers. */
export function forecastFigures({ demand, noShowRate, cancellationRate }: Forecast): Figure[] {
  const booked = demand.reduce((sum, { coversBooked }) => sum + coversBooked, 0);
  const expected = Math.round(demand.reduce((sum, { covers }) => sum + covers, 0));
  const rates: readonly (readonly [string, number | null])[] = [
    ['of parties do not come', noShowRate],
    ['of bookings are cancelled', cancellationRate],
  ];
  return [
    { label: 'covers booked', value: String(booked) },
    { label: 'covers usually asked for', value: String(expected) },
    ...rates.flatMap(([label, rate]) => (rate === null ? [] : [{ label, value: percent(rate) }])),
  ];
}
