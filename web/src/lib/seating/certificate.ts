import type { PlanQuality, SeatingOptimization } from '#contract';
import { plural } from '#lib/staff/times.ts';

/** What is proven about a plan, for whoever has to believe it. */
export function certificateWords({ certificate }: Pick<SeatingOptimization, 'certificate'>): string {
  const { coversSeated, coversMax, isProvenBest } = certificate;
  if (isProvenBest) {
    return `This plan seats ${plural(coversSeated, 'cover')}. Without taking a table from anybody, no plan could seat more.`;
  }
  return `This plan seats ${plural(coversSeated, 'cover')}. Without taking a table from anybody, no plan could seat more than ${String(coversMax)}; whether one seats more than this is not proven.`;
}

/** The figures in which plans are compared, in the order in which they count. */
export const qualityRows: readonly { readonly key: keyof PlanQuality; readonly label: string; readonly more?: true }[] =
  [
    { key: 'coversSeated', label: 'Covers with a table', more: true },
    { key: 'coversWithoutTable', label: 'Covers without a table' },
    { key: 'partiesOnCombinations', label: 'Parties on joined tables' },
    { key: 'seatsWasted', label: 'Seats left empty beside parties' },
    { key: 'wishesMissed', label: 'Wishes missed' },
    { key: 'partiesMoved', label: 'Parties that change tables' },
  ];

/** `+4`, `−2`, nothing where nothing changes. */
export function changeWords(before: number, after: number): string {
  if (before === after) return '';
  return after > before ? `+${String(after - before)}` : `\u2212${String(before - after)}`;
}
