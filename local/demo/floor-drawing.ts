/** Short words to draw a room with. Lengths in pixels of the map, positions of the upper left corner. */
import type { FloorElement } from '../../worker/contract/floor-maps.ts';
import type { CreateTable } from '../../worker/contract/tables.ts';

/** A table as a map lists it: the map it lies on is known, and the house sells it in every way unless it says otherwise. */
export type DrawnTable = Omit<CreateTable, 'floorMapId'>;

export interface DrawnMap {
  readonly name: string;
  readonly dimensions: { readonly width: number; readonly height: number };
  readonly staticElements: readonly FloorElement[];
  readonly tables: readonly DrawnTable[];
}

type Kind = Pick<DrawnTable, 'capacity' | 'shape' | 'dimensions'> & Partial<DrawnTable>;

interface Line {
  readonly numbers: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly stepX?: number;
  readonly stepY?: number;
}

const wallWidth = 12;

/** Equal tables in a line. */
export function tablesInLine(kind: Kind, { numbers, x, y, stepX = 0, stepY = 0 }: Line): DrawnTable[] {
  return numbers.map((tableNumber, index) => ({
    partySizeMin: 1,
    location: 'main',
    rotation: 0,
    features: [],
    channels: ['online', 'in_house', 'walk_in'],
    ...kind,
    tableNumber,
    position: { x: x + index * stepX, y: y + index * stepY },
  }));
}

export function square(capacity: number, side: number, more: Partial<DrawnTable> = {}): Kind {
  return { capacity, shape: 'square', dimensions: { width: side, height: side }, ...more };
}

export function round(capacity: number, diameter: number, more: Partial<DrawnTable> = {}): Kind {
  return { capacity, shape: 'circle', dimensions: { width: diameter, height: diameter }, ...more };
}

export function rectangle(capacity: number, width: number, height: number, more: Partial<DrawnTable> = {}): Kind {
  return { capacity, shape: 'rectangle', dimensions: { width, height }, ...more };
}

export function element(
  type: FloorElement['type'],
  id: string,
  [x, y, width, height]: readonly [x: number, y: number, width: number, height: number],
  label?: string,
): FloorElement {
  return { id, type, position: { x, y }, dimensions: { width, height }, ...(label === undefined ? {} : { label }) };
}

/** The four outer walls of a room that fills its map. */
export function outerWalls({ width, height }: { readonly width: number; readonly height: number }): FloorElement[] {
  return [
    element('wall', 'wall-north', [0, 0, width, wallWidth]),
    element('wall', 'wall-south', [0, height - wallWidth, width, wallWidth]),
    element('wall', 'wall-west', [0, 0, wallWidth, height]),
    element('wall', 'wall-east', [width - wallWidth, 0, wallWidth, height]),
  ];
}

/** `'10'` to `'15'`, with what stands before the number. */
export function numbersFrom(first: number, last: number, prefix = ''): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${prefix}${first + index}`);
}
