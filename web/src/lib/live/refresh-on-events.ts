import type { FloorSnapshot } from '#contract';
import { DayFeed } from './day-feed.svelte.ts';

/** Events come in bursts: a list is read again once for each. */
const burst_ms = 300;

/** Calls `refresh` whenever something happened on a date after its snapshot, until the returned function is called. */
export function refreshOnEvents(snapshot: FloorSnapshot, refresh: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const feed = new DayFeed({
    snapshot,
    onChange: () => {
      clearTimeout(timer);
      timer = setTimeout(refresh, burst_ms);
    },
  });
  const disconnect = feed.connect();
  return () => {
    clearTimeout(timer);
    disconnect();
  };
}
