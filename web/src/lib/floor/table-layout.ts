import type { Size } from './viewport.ts';

/** How a table's texts are set, in CSS pixels around its middle. */
export interface TableLayout {
  /** Baselines from the top, one per row; the first is the number's, the second the status's. */
  readonly baselines: readonly number[];
  readonly numberSize: number;
  readonly textSize: number;
  /** Characters that one row of text holds. */
  readonly width: number;
  readonly usableWidth: number;
}

const numberRow = 16;
const textRow = 12.5;
const padding = 2;
/** The mean width of a character of text, as a share of its size. */
const characterShare = 0.52;

/** As many rows of four as the table holds on the screen; with room to spare the type grows, for a reader at arm's length. */
export function layoutTable(screen: Size, round: boolean): TableLayout {
  const usable = { width: screen.width * (round ? 0.84 : 1) - 2 * padding, height: screen.height * (round ? 0.82 : 1) };
  const full = numberRow + 3 * textRow + 2 * padding;
  const grow = Math.min(1.7, Math.max(1, Math.min(usable.height / full, usable.width / 74)));
  const rows = Math.min(4, 1 + Math.floor((usable.height - 2 * padding - numberRow * grow) / (textRow * grow) + 0.15));
  const height = numberRow * grow + (rows - 1) * textRow * grow;
  const first = -height / 2 + numberRow * grow * 0.82;
  const textSize = 10.5 * grow;
  return {
    baselines: Array.from({ length: rows }, (_, row) => first + (row === 0 ? 0 : textRow * grow * row)),
    numberSize: 15 * grow,
    textSize,
    width: Math.floor(usable.width / (textSize * characterShare)),
    usableWidth: usable.width,
  };
}

/** The first row: icon, number and seats side by side around the middle, CSS pixels. */
export interface NumberLayout {
  readonly x: number;
  readonly iconX: number;
  readonly iconY: number;
  readonly iconSize: number;
  readonly numberSize: number;
  readonly seatsSize: number;
}

const digitShare = 0.58;
const gap = 2;
/** Smaller than this share of its size the row would not be read; then it may touch the edge. */
const squeezeMost = 0.74;

export function layoutNumber(layout: TableLayout, number: string, seats: string): NumberLayout {
  const { numberSize, textSize, usableWidth, baselines } = layout;
  const iconSize = textSize * 1.1;
  const words = number.length * numberSize * digitShare + gap + seats.length * textSize * digitShare;
  const squeeze = Math.min(1, Math.max(squeezeMost, usableWidth / (words + gap + iconSize)));
  const [row = 0] = baselines;
  const icon = iconSize * squeeze;
  return {
    x: (icon + gap) / 2,
    iconX: (-(words + gap) * squeeze - icon) / 2,
    iconY: row - numberSize * squeeze * 0.36 - icon / 2,
    iconSize: icon,
    numberSize: numberSize * squeeze,
    seatsSize: textSize * squeeze,
  };
}
