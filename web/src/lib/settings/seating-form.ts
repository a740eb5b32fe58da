import type { Problem } from '#contract';
import { formText } from '#lib/staff/form-text.ts';
import type { Peak, Seating } from './peaks.ts';
import type { Told } from './save-flow.svelte.ts';

/** What the form of the seating rules was answered. */
export interface SeatingAnswer {
  readonly problem?: Problem;
  readonly told?: Told;
  /** What was typed, when it was not saved. */
  readonly typed?: Seating;
}

/** The whole form as a browser sends it by itself. What is no number is the API's to refuse, at its field. */
export function readSeatingForm(form: FormData): Seating {
  const numberOf = (name: string): number => Number(formText(form, name));
  const large = 'seating.peakLargeTables';
  return {
    peaks: readPeaks(form),
    peakTurnMinutesLess: numberOf('seating.peakTurnMinutesLess'),
    peakLargeTables: form.has(large)
      ? { seatsMin: numberOf(`${large}.seatsMin`), partySizeMin: numberOf(`${large}.partySizeMin`) }
      : null,
    bidPrices: form.has('seating.bidPrices'),
    slotShaping: form.has('seating.slotShaping'),
  };
}

function readPeaks(form: FormData): Peak[] {
  const peaks: Peak[] = [];
  for (let path = 'seating.peaks.0'; form.has(`${path}.startTime`); path = `seating.peaks.${String(peaks.length)}`) {
    peaks.push({
      weekdays: form.getAll(`${path}.weekdays`).map(Number),
      startTime: formText(form, `${path}.startTime`),
      endTime: formText(form, `${path}.endTime`),
    });
  }
  return peaks;
}
