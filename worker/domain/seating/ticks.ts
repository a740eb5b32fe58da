/**
 * Time as bits: a row of 32-bit words holds one bit per five-minute tick, so that "is this table free from 18:00 to
 * 20:15" is two or three ANDs. Tick ranges are half-open `[startTick, endTick)`; an empty range touches nothing.
 */
const MINUTES_PER_TICK = 5;
const TICKS_PER_WORD = 32;

/** The part of time that the rows of one problem cover; everything outside it is free. */
export interface TickSpan {
  readonly firstTick: number;
  readonly tickCount: number;
  readonly wordsPerRow: number;
}

export interface TickRange {
  readonly startTick: number;
  readonly endTick: number;
}

export interface MinuteRange {
  readonly startMinute: number;
  readonly endMinute: number;
}

function startTickOf(range: MinuteRange): number {
  return Math.floor(range.startMinute / MINUTES_PER_TICK);
}

/** Ceiled, and a range of no length still takes one tick: two parties never share a table at one instant. */
function endTickOf(range: MinuteRange): number {
  return Math.max(Math.ceil(range.endMinute / MINUTES_PER_TICK), startTickOf(range) + 1);
}

export function spanOf(ranges: readonly MinuteRange[]): TickSpan {
  let firstTick = Infinity;
  let endTick = -Infinity;
  for (const range of ranges) {
    firstTick = Math.min(firstTick, startTickOf(range));
    endTick = Math.max(endTick, endTickOf(range));
  }
  if (firstTick === Infinity) return { firstTick: 0, tickCount: 0, wordsPerRow: 0 };
  const tickCount = endTick - firstTick;
  return { firstTick, tickCount, wordsPerRow: Math.ceil(tickCount / TICKS_PER_WORD) };
}

/** Minutes to ticks of the span: start floored, end ceiled, both cut to the span. */
export function tickRangeOf(span: TickSpan, range: MinuteRange): TickRange {
  const cut = (tick: number) => Math.min(Math.max(tick - span.firstTick, 0), span.tickCount);
  return { startTick: cut(startTickOf(range)), endTick: cut(endTickOf(range)) };
}

export function overlaps(one: TickRange, other: TickRange): boolean {
  return one.startTick < other.endTick && other.startTick < one.endTick;
}

/** Bits of the word that starts at `wordTick` which lie in the range. */
function maskOf(wordTick: number, range: TickRange): number {
  const fromStart = range.startTick > wordTick ? -1 << (range.startTick - wordTick) : -1;
  const spare = wordTick + TICKS_PER_WORD - range.endTick;
  return spare > 0 ? fromStart & (-1 >>> spare) : fromStart;
}

/** `row` is the index of the row's first word in `words`. */
export function isClear(words: Uint32Array, row: number, range: TickRange): boolean {
  if (range.startTick >= range.endTick) return true;
  const lastWord = (range.endTick - 1) >>> 5;
  for (let word = range.startTick >>> 5; word <= lastWord; word++) {
    if ((words[row + word]! & maskOf(word * TICKS_PER_WORD, range)) !== 0) return false;
  }
  return true;
}

export function mark(words: Uint32Array, row: number, range: TickRange): void {
  if (range.startTick >= range.endTick) return;
  const lastWord = (range.endTick - 1) >>> 5;
  for (let word = range.startTick >>> 5; word <= lastWord; word++) {
    words[row + word]! |= maskOf(word * TICKS_PER_WORD, range);
  }
}

/** Free ticks that touch the range on both sides, up to the next busy tick or the end of the span. */
export function slackAround(words: Uint32Array, row: number, span: TickSpan, range: TickRange): number {
  let before = range.startTick;
  while (before > 0 && !isBusy(words, row, before - 1)) before--;
  let after = range.endTick;
  while (after < span.tickCount && !isBusy(words, row, after)) after++;
  return range.startTick - before + (after - range.endTick);
}

function isBusy(words: Uint32Array, row: number, tick: number): boolean {
  return ((words[row + (tick >>> 5)]! >>> (tick & 31)) & 1) === 1;
}
