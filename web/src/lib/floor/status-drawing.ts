import type { ShownStatus } from './table-status.ts';

/** Strokes in a box of 24; from Lucide (ISC licence). */
export const statusIcons: Readonly<Record<ShownStatus, string>> = {
  available: 'M20 6 9 17l-5-5',
  held: 'M5 22h14M5 2h14M17 22v-4.17a2 2 0 0 0-.59-1.42L12 12l-4.41 4.41A2 2 0 0 0 7 17.83V22M7 2v4.17a2 2 0 0 0 .59 1.42L12 12l4.41-4.41A2 2 0 0 0 17 6.17V2',
  reserved: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20M12 6v6l4 2',
  seated: 'M3 2v7c0 1.1.9 2 2 2h4a2 2 0 0 0 2-2V2M7 2v20M21 15V2a5 5 0 0 0-5 5v6c0 1.1.9 2 2 2h3Zm0 0v7',
  overdue: 'm21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01',
  cleaning:
    'M9.94 15.5A2 2 0 0 0 8.5 14.06l-6.14-1.58a.5.5 0 0 1 0-.96L8.5 9.94A2 2 0 0 0 9.94 8.5l1.58-6.14a.5.5 0 0 1 .96 0l1.58 6.14a2 2 0 0 0 1.44 1.44l6.14 1.58a.5.5 0 0 1 0 .96l-6.14 1.58a2 2 0 0 0-1.44 1.44l-1.58 6.14a.5.5 0 0 1-.96 0z',
  blocked: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20M4.9 4.9l14.2 14.2',
};

export const linkIcon =
  'M10 13a5 5 0 0 0 7.54.54l3-3a5 5 0 0 0-7.07-7.07l-1.72 1.71M14 11a5 5 0 0 0-7.54-.54l-3 3a5 5 0 0 0 7.07 7.07l1.71-1.71';

/**
 * The pattern over the fill, in a tile of 8 CSS pixels: what tells statuses apart in greyscale. It is drawn in the colour
 * opposite to the text where it can be, so that it never costs contrast.
 */
export interface StatusPattern {
  readonly path: string;
  readonly stroke: string;
  readonly width: number;
  readonly opacity: number;
}

export const patternTile = 8;
export const statusPatterns: Readonly<Partial<Record<ShownStatus, StatusPattern>>> = {
  held: { path: 'M2 2h.01M6 6h.01', stroke: '#000000', width: 2.6, opacity: 0.35 },
  reserved: { path: 'M0 4h8', stroke: '#000000', width: 2, opacity: 0.45 },
  overdue: { path: 'M-2 2l4-4M0 8l8-8M6 10l4-4', stroke: '#000000', width: 2.4, opacity: 0.4 },
  cleaning: { path: 'M-2 2l4-4M0 8l8-8M6 10l4-4', stroke: '#14171a', width: 1.2, opacity: 0.4 },
  blocked: { path: 'M0 0l8 8M8 0l-8 8', stroke: '#ffffff', width: 1.6, opacity: 0.5 },
};
