/** What part of the floor map is on the screen: map pixel (x, y) lies in the top left corner, `scale` CSS pixels per map pixel. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A finger needs this much, CSS pixels. */
export const targetSize = 44;
const scaleMax = 4;

/** The smallest scale at which every table is still a target for a finger. */
export function smallestScale(tables: readonly Size[]): number {
  const smallest = Math.min(...tables.flatMap(({ width, height }) => [width, height]), Infinity);
  return Number.isFinite(smallest) ? targetSize / smallest : 0.1;
}

/**
 * All of `content` on a screen of `size`, centred under `top` CSS pixels that something else covers; where that would make
 * tables too small to touch, its beginning.
 */
export function fit(content: Box, size: Size, scaleMin: number, top = 0): Viewport {
  const height = size.height - top;
  const scale = clampScale(Math.min(size.width / content.width, height / content.height), scaleMin);
  return {
    scale,
    x: content.width * scale > size.width + 1 ? content.x : content.x - (size.width / scale - content.width) / 2,
    y:
      (content.height * scale > height + 1 ? content.y : content.y - (height / scale - content.height) / 2) -
      top / scale,
  };
}

/** Zooms by `factor`, keeping the map's pixel under the screen point (`at`, CSS pixels) where it is. */
export function zoomAt(view: Viewport, factor: number, at: { x: number; y: number }, scaleMin: number): Viewport {
  const scale = clampScale(view.scale * factor, scaleMin);
  return { scale, x: view.x + at.x / view.scale - at.x / scale, y: view.y + at.y / view.scale - at.y / scale };
}

export function pan(view: Viewport, dx: number, dy: number): Viewport {
  return { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale };
}

/** Keeps at least a quarter of the screen on the content, so that nobody gets lost beside the room. */
export function keepInSight(view: Viewport, content: Box, size: Size): Viewport {
  const seen = { width: size.width / view.scale, height: size.height / view.scale };
  return {
    scale: view.scale,
    x: between(view.x, content.x - seen.width * 0.75, content.x + content.width - seen.width * 0.25),
    y: between(view.y, content.y - seen.height * 0.75, content.y + content.height - seen.height * 0.25),
  };
}

/** Moves just as far as it takes to show a box whole: for a table that the keyboard went to. */
export function reveal(view: Viewport, box: Box, size: Size): Viewport {
  const seen = { width: size.width / view.scale, height: size.height / view.scale };
  return {
    scale: view.scale,
    x: between(view.x, box.x + box.width - seen.width, box.x),
    y: between(view.y, box.y + box.height - seen.height, box.y),
  };
}

/** The box around everything drawn, with a margin. */
export function boxAround(boxes: readonly Box[], margin: number): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: 600, height: 400 };
  const left = Math.min(...boxes.map(({ x }) => x));
  const top = Math.min(...boxes.map(({ y }) => y));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  return {
    x: left - margin,
    y: top - margin,
    width: right - left + 2 * margin,
    height: bottom - top + 2 * margin,
  };
}

function clampScale(scale: number, scaleMin: number): number {
  return between(scale, scaleMin, Math.max(scaleMax, scaleMin));
}

function between(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, Math.min(least, most)), Math.max(least, most));
}
