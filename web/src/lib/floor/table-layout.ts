import type { Size } from './viewport.ts';

/** How a table's texts are set, CSS pixels. */
export interface TableLayout {
  /** Rows that it holds: number, status, and what more there is to say. */
  readonly rowsMax: number;
  readonly numberSize: number;
  readonly textSize: number;
  /** Characters that one row of text holds. */
  readonly width: number;
  readonly usableWidth: number;
}

const numberRow = 16;
const textRow = 11.7;
const padding = 2;
const rows = 4;
/** The mean width of a character of text, as a share of its size. */
const characterShare = 0.52;
const textSize = 10.5;
const numberSize = 15;

/** As many of four rows as the table holds on the screen; with room to spare the type grows, for a reader at arm's length. */
export function layoutTable(screen: Size, round: boolean): TableLayout {
  const width = screen.width * (round ? 0.84 : 1) - 2 * padding;
  const height = screen.height * (round ? 0.82 : 1) - padding;
  const grow = Math.min(1.7, Math.max(1, Math.min(height / (numberRow + (rows - 1) * textRow), width / 74)));
  return {
    rowsMax: Math.max(1, Math.min(rows, 1 + Math.floor((height / grow - numberRow) / textRow + 0.15))),
    numberSize: numberSize * grow,
    textSize: textSize * grow,
    // The lower rows of a round table are shorter than its middle.
    width: Math.floor((width * (round ? 0.9 : 1)) / (textSize * grow * characterShare)),
    usableWidth: width,
  };
}

/** Where the rows stand, around the table's middle; the first is the number's, the second the status's. */
export function baselinesOf(layout: TableLayout, wanted: number): number[] {
  const count = Math.min(wanted, layout.rowsMax);
  const grow = layout.textSize / textSize;
  const height = (numberRow + (count - 1) * textRow) * grow;
  const first = -height / 2 + numberRow * grow * 0.82;
  return Array.from({ length: count }, (_, row) => first + textRow * grow * row);
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

export function layoutNumber(layout: TableLayout, baseline: number, number: string, seats: string): NumberLayout {
  const { numberSize, textSize, usableWidth } = layout;
  const iconSize = textSize * 1.1;
  const words = number.length * numberSize * digitShare + gap + seats.length * textSize * digitShare;
  const squeeze = Math.min(1, Math.max(squeezeMost, usableWidth / (words + gap + iconSize)));
  const icon = iconSize * squeeze;
  return {
    x: (icon + gap) / 2,
    iconX: (-(words + gap) * squeeze - icon) / 2,
    iconY: baseline - numberSize * squeeze * 0.36 - icon / 2,
    iconSize: icon,
    numberSize: numberSize * squeeze,
    seatsSize: textSize * squeeze,
  };
}
