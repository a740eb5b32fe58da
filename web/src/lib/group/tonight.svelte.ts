import { SvelteMap } from 'svelte/reactivity';
import ReconnectingWebSocket from 'partysocket/ws';
import type { GroupOverview, LocationTonight } from '#contract';
import { call } from '#lib/api/client.ts';

/** A busy floor tells ten things a second; its numbers are asked for at most once in each. */
const atMostEvery_ms = 1000;
/** For what no event tells: the pace of last week, parties that become late elsewhere. */
const slowly_ms = 60_000;
const ping_ms = 15_000;

type Fetch = typeof globalThis.fetch;

/** Every location of a group, live: each floor's socket says when its numbers are to be asked for again. */
export class Tonight {
  readonly groupId: number;
  readonly places = new SvelteMap<number, LocationTonight>();
  /** Whether what is shown may be out of date. */
  offline = $state(false);

  readonly #fetch: Fetch;
  readonly #date: string | null;
  readonly #askedAt = new Map<number, number>();
  readonly #waiting = new Map<number, ReturnType<typeof setTimeout>>();

  constructor(overview: GroupOverview, date: string | null, fetch: Fetch) {
    this.groupId = overview.groupId;
    this.#date = date;
    this.#fetch = fetch;
    this.#learn(overview);
  }

  /** Connects, until the returned function is called. In a browser only. */
  connect(): () => void {
    const sockets = [...this.places.values()].map((place) => this.#listen(place));
    const slow = setInterval(() => void this.#refresh(undefined), slowly_ms);
    const ping = setInterval(() => {
      for (const socket of sockets) if (socket.readyState === WebSocket.OPEN) socket.send('ping');
    }, ping_ms);
    return () => {
      clearInterval(slow);
      clearInterval(ping);
      for (const timer of this.#waiting.values()) clearTimeout(timer);
      for (const socket of sockets) socket.close();
    };
  }

  #listen({ restaurantId }: LocationTonight): ReconnectingWebSocket {
    const socket = new ReconnectingWebSocket(() => this.#url(restaurantId), null, {
      minReconnectionDelay: 500,
      maxReconnectionDelay: 15_000,
      connectionTimeout: 8000,
      maxEnqueuedMessages: 0,
    });
    let begun = false;
    socket.addEventListener('open', () => {
      // Nobody knows what happened while the line was down.
      if (begun) this.#soon(restaurantId);
      begun = true;
    });
    socket.addEventListener('message', ({ data }) => {
      const text = String(data);
      if (text !== 'pong' && !text.startsWith('{"type":"presence"')) this.#soon(restaurantId);
    });
    return socket;
  }

  #url(restaurantId: number): string {
    const place = this.places.get(restaurantId);
    const url = new URL(`/ws/restaurant/${String(restaurantId)}/tables`, location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    if (place !== undefined) {
      url.searchParams.set('date', place.serviceDate);
      if (place.seq > 0) url.searchParams.set('since', String(place.seq));
    }
    return url.href;
  }

  #soon(restaurantId: number): void {
    if (this.#waiting.has(restaurantId)) return;
    const wait = Math.max(0, (this.#askedAt.get(restaurantId) ?? 0) + atMostEvery_ms - Date.now());
    this.#waiting.set(
      restaurantId,
      setTimeout(() => {
        this.#waiting.delete(restaurantId);
        void this.#refresh(restaurantId);
      }, wait),
    );
  }

  async #refresh(restaurantId: number | undefined): Promise<void> {
    if (restaurantId !== undefined) this.#askedAt.set(restaurantId, Date.now());
    const answer = await call(this.#fetch, 'GET /api/groups/{groupId}/overview', {
      params: { groupId: this.groupId },
      query: {
        ...(this.#date === null ? {} : { date: this.#date }),
        ...(restaurantId === undefined ? {} : { restaurantId: String(restaurantId) }),
      },
    });
    this.offline = !answer.ok;
    if (answer.ok) this.#learn(answer.data);
  }

  /** An answer that was asked for earlier may come later: what is older is passed over. */
  #learn({ items }: GroupOverview): void {
    for (const item of items) {
      const known = this.places.get(item.restaurantId);
      if (known === undefined || known.serviceDate !== item.serviceDate || known.now <= item.now) {
        this.places.set(item.restaurantId, item);
      }
    }
  }
}
