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
const targetSize = 44;
const targetGap = 2;
const scaleFloor = 0.1;
const scaleMax = 4;

/** As drawn a table is never smaller than a target for a finger, map pixels; it grows around its middle. */
export function drawnSize({ width, height }: Size, scale: number): Size {
  return { width: Math.max(width, targetSize / scale), height: Math.max(height, targetSize / scale) };
}

/** The smallest scale at which tables, drawn as large as a finger needs, do not cover each other. */
export function smallestScale(tables: readonly Box[]): number {
  let scale = scaleFloor;
  tables.forEach((one, index) => {
    for (const other of tables.slice(index + 1)) {
      const apart = Math.min(
        scaleApart(Math.abs(middle(one).x - middle(other).x), one.width, other.width),
        scaleApart(Math.abs(middle(one).y - middle(other).y), one.height, other.height),
      );
      // Tables that the map itself lays over each other stay so at every scale.
      if (Number.isFinite(apart)) scale = Math.max(scale, apart);
    }
  });
  return scale;
}

/** The scale from which two extents, each at least a target, lie beside each other; infinite if they overlap on the map. */
function scaleApart(distance: number, one: number, other: number): number {
  if (distance < (one + other) / 2) return Infinity;
  const target = targetSize + targetGap;
  return Math.max(target / distance, target / 2 / (distance - one / 2), target / 2 / (distance - other / 2));
}

function middle({ x, y, width, height }: Box): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 };
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
