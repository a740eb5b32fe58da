import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import ReconnectingWebSocket from 'partysocket/ws';
import type { FloorSnapshot, LiveMessage, Reservation, TableState, WaitlistEntry } from '#contract';
import { applyMessage, learnReservation, learnWaiting, unreadAfter, type DayState } from './apply-message.ts';
import { DayClock } from './day-clock.svelte.ts';
import { OmittedTexts } from './omitted-texts.ts';

/** Often enough that a dead connection is seen within half a minute; the object sleeps through it. */
const ping_ms = 15_000;
const silence_ms = 25_000;
/** A reconnect within this time is not worth a word. */
const offlineAfter_ms = 2000;
/** After so many failures in a row the session may have ended, which a refused handshake cannot say. */
const failuresBeforeAsking = 3;
/** The object says so before it closes: the session ended, or the person works here no longer. */
const shownOut = 4401;

export interface DayFeedOptions {
  readonly snapshot: FloorSnapshot;
  /** Reads the texts that messages have no room for; left out where only the changes are of interest. */
  readonly fetch?: typeof globalThis.fetch;
  /** Called after a message changed something. */
  readonly onChange?: () => void;
  /** Called when tables, hours or maps were changed elsewhere. */
  readonly onConfiguration?: () => void;
  /** Called when the session may have ended: whoever cares asks, and leads to the sign-in. */
  readonly onRefused?: () => void;
}

/** One service date, live: begins with what the server rendered, goes on from its `seq`, resumes after every cut. */
export class DayFeed implements DayState {
  readonly restaurantId: number;
  readonly serviceDate: string;
  readonly zone: string;
  readonly clock: DayClock;

  seq = 0;
  wholeSeq = 0;
  phase: FloorSnapshot['phase'] = $state('open');
  lateAfterMinutes = $state(15);
  configurationVersion = $state(0);
  staffOnline = $state(0);
  readonly tables = new SvelteMap<number, TableState>();
  readonly reservations = new SvelteMap<number, Reservation>();
  readonly partiesByTable = new SvelteMap<number, readonly Reservation[]>();
  readonly heldTableIds = new SvelteSet<number>();
  readonly waitlist = new SvelteMap<number, WaitlistEntry>();

  /** Whether what is shown may be out of date, and since when (the day's clock, epoch milliseconds). */
  offlineSince: number | null = $state(null);

  #options: DayFeedOptions;
  #omitted: OmittedTexts | undefined;
  #socket: ReconnectingWebSocket | undefined;
  #pinging: ReturnType<typeof setInterval> | undefined;
  #offlineTimer: ReturnType<typeof setTimeout> | undefined;
  #heardAt = 0;

  constructor(options: DayFeedOptions) {
    const { snapshot } = options;
    this.#options = options;
    if (options.fetch !== undefined) this.#omitted = new OmittedTexts(this, options.fetch);
    this.restaurantId = snapshot.restaurantId;
    this.serviceDate = snapshot.serviceDate;
    this.zone = snapshot.zone;
    this.clock = new DayClock(snapshot.now);
    applyMessage(this, snapshot);
  }

  /** Connects, and stays so until the returned function is called. In a browser only. */
  connect(): () => void {
    const socket = new ReconnectingWebSocket(() => this.#url(), null, {
      minReconnectionDelay: 300,
      maxReconnectionDelay: 10_000,
      connectionTimeout: 8000,
      maxEnqueuedMessages: 0,
    });
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#heard();
      clearTimeout(this.#offlineTimer);
      this.#offlineTimer = undefined;
      this.offlineSince = null;
    });
    socket.addEventListener('close', ({ code }) => {
      // Between two messages of one change? They are all said again.
      this.seq = this.wholeSeq;
      this.#lost();
      if (code === shownOut || socket.retryCount >= failuresBeforeAsking) this.#options.onRefused?.();
    });
    socket.addEventListener('message', ({ data }) => {
      this.#receive(String(data));
    });
    this.#pinging = setInterval(() => {
      this.#ping();
    }, ping_ms);
    // A machine that changes networks may hold a socket for minutes that leads nowhere.
    const reconnect = (): void => {
      socket.reconnect();
    };
    addEventListener('online', reconnect);
    addEventListener('offline', reconnect);
    this.clock.start();
    return () => {
      removeEventListener('online', reconnect);
      removeEventListener('offline', reconnect);
      clearInterval(this.#pinging);
      clearTimeout(this.#offlineTimer);
      this.clock.stop();
      this.#socket = undefined;
      socket.close();
    };
  }

  /** What an answer to one's own request said, without waiting for the socket. */
  learn(reservation: Reservation): void {
    learnReservation(this, reservation);
  }

  learnWaiting(entry: WaitlistEntry): void {
    learnWaiting(this, entry);
  }

  #url(): string {
    const url = new URL(`/ws/restaurant/${this.restaurantId}/tables`, location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('date', this.serviceDate);
    url.searchParams.set('since', String(this.wholeSeq));
    return url.href;
  }

  #receive(text: string): void {
    this.#heard();
    if (text === 'pong') {
      // The line is there: what it could not bring before is asked for again.
      void this.#omitted?.read();
      return;
    }
    const message = JSON.parse(text) as LiveMessage;
    const before = this.configurationVersion;
    const unread = unreadAfter(this, message);
    applyMessage(this, message);
    if (unread !== null) void this.#omitted?.read(unread);
    if (message.type === 'snapshot') this.clock.set(message.now);
    else if ('timestamp' in message) this.clock.atLeast(message.timestamp);
    if (message.type !== 'presence') this.#options.onChange?.();
    if (before !== this.configurationVersion) this.#options.onConfiguration?.();
  }

  #heard(): void {
    this.#heardAt = Date.now();
  }

  #ping(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    if (Date.now() - this.#heardAt > silence_ms) this.#socket.reconnect();
    else this.#socket.send('ping');
  }

  #lost(): void {
    if (this.#socket === undefined || this.offlineSince !== null || this.#offlineTimer !== undefined) return;
    const lostAt = this.clock.now;
    this.#offlineTimer = setTimeout(() => {
      this.offlineSince = lostAt;
    }, offlineAfter_ms);
  }
}
