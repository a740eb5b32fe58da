/**
 * The object of one restaurant on one service date. A shell: it parses, transacts, broadcasts and wakes; what a command
 * means stands in `domain/reservation`. Memory changes only after the transaction has returned, and after a fault it is
 * thrown away and folded again from the ledger.
 */
import { DurableObject } from 'cloudflare:workers';
import type { TableAvailability } from '../contract/availability.ts';
import type { AvailabilityPrediction } from '../contract/forecast.ts';
import type { FloorSnapshot } from '../contract/live.ts';
import type { HistoryEntry, Reservation } from '../contract/reservations.ts';
import type { TableState } from '../contract/tables.ts';
import type { WaitlistEntry } from '../contract/waitlist.ts';
import { parseDayName } from '../domain/ids.ts';
import { conflictsUnder } from '../domain/reservation/decide-configuration.ts';
import { refuseUnopened } from '../domain/reservation/decide.ts';
import { nextDueAt } from '../domain/reservation/due.ts';
import { foldLedger } from '../domain/reservation/fold.ts';
import { type DayState, unopenedDay } from '../domain/reservation/state.ts';
import type { DayConfiguration, RestaurantConfiguration, ServiceDate } from '../domain/service/configuration.ts';
import { resolveDay } from '../domain/service/resolve-day.ts';
import type { Env } from '../env.ts';
import { logFault } from '../log.ts';
import { openDay } from '../store/days.ts';
import { type RestaurantFacts, restaurantFacts } from '../store/restaurant-facts.ts';
import { type AnswerContext, type ConflictView, answerOf, conflictViews, reservationAnswerOf } from './answers.ts';
import { archiveDay, archiveDueAt, archivedRefusal } from './archive.ts';
import { availabilityOf, checkOf } from './availability-view.ts';
import type { AvailabilityRequest, CheckRequest, CheckResult } from './availability-view.ts';
import { now as clockNow, offsetOf } from './clock.ts';
import type { DayPort } from './day-port.ts';
import { type Executed, appendDue, executeCommand } from './decision-log.ts';
import { historyOf } from './history.ts';
import { KnownPredictions, type PredictionRead } from './known-predictions.ts';
import { Ledger, StaleMemory } from './ledger.ts';
import type { LiveContext } from './live-messages.ts';
import { firstMessages, messagesBetween, reservationMessages, snapshotOf, tableStates } from './live-messages.ts';
import type { DayAnswer, DayRequest, ReservationAnswer } from './messages.ts';
import { finishMoves, finishStartedMove } from './finish-moves.ts';
import { houseRequest } from './moves.ts';
import { Projector } from './projector.ts';
import { improveIfQuiet } from './quiet-hour.ts';
import { acceptSocket, broadcast, broadcastPresence, closeRevoked, closeSessions, keepAlive } from './sockets.ts';
import type { SocketIdentity } from './sockets.ts';
import { type TonightView, tonightView } from './tonight.ts';
import { waitlistOf } from './waitlist-view.ts';
import { liveContext, reservationViews, viewContext } from './view-context.ts';
import { backoffMs, soonMsAfter, wakeAt } from './wake.ts';

export class RestaurantDay extends DurableObject<Env> {
  readonly #ledger: Ledger;
  readonly #projector: Projector;
  readonly #port: DayPort;
  readonly #predictions = new KnownPredictions();
  /** The fold of the ledger; null before it was read, and while nothing was ever accepted here. */
  #state: DayState | null = null;
  /** The configuration that an unopened day decides its first command on. */
  #opening: DayConfiguration | null = null;
  #failures = 0;
  /** Until when, on the day's clock, this instance has tried what may happen by the clock alone. */
  #triedAt = 0;
  /** When the alarm is set for, as far as this instance knows. */
  #armedAt: number | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#ledger = new Ledger(ctx.storage.sql);
    this.#projector = new Projector(env, this.#ledger);
    this.#port = {
      env,
      ledger: this.#ledger,
      name: ctx.id.name ?? '',
      load: () => this.#load(),
      facts: () => this.#facts(),
      transact: (request) => this.#transact(request),
      now: () => this.#now(),
    };
    keepAlive(ctx);
  }

  /** Decides one command. The answer leaves only when what it promises is on disk. */
  async execute(request: DayRequest): Promise<DayAnswer> {
    if (this.#load() === null) {
      const refusal = this.#ledger.entombed ? archivedRefusal : refuseUnopened(request.command);
      if (refusal !== null) return refusal;
      await this.#prepareOpening();
    }
    const executed = this.#transact(request);
    const { outcome } = executed;
    const { command } = request;
    const moves =
      outcome.ok && (command.type === 'startMove' || ('replay' in outcome && outcome.replay.moveId !== null));
    const moved = moves ? await finishStartedMove(this.#port, executed) : null;
    return moved ?? answerOf(executed, this.#ledger, this.#views(), request);
  }

  /** Applies a version of the restaurant's configuration, or says which bookings it would leave without a table. */
  async configure(
    configuration: RestaurantConfiguration,
    options: { readonly dryRun: boolean },
  ): Promise<{ applied: boolean; conflicts: ConflictView[] }> {
    const state = this.#load();
    const day = resolveDay(configuration, this.#place().serviceDate);
    if (state === null) {
      // Not opened yet: the newest version known is the one to open with.
      if (!options.dryRun && (this.#opening?.version ?? 0) < day.version) this.#opening = day;
      return { applied: true, conflicts: [] };
    }
    if (state.phase === 'closed') return { applied: true, conflicts: [] };
    const conflicts = conflictViews(state, conflictsUnder(state, day), this.#views());
    if (options.dryRun) return { applied: false, conflicts };
    await this.execute(houseRequest({ type: 'applyConfiguration', configuration: day }));
    closeRevoked(this.ctx, day);
    return { applied: true, conflicts };
  }

  closeSessions(sessionIds: readonly string[]): void {
    closeSessions(this.ctx, sessionIds);
  }

  /** The whole floor, or null while nothing was ever accepted on this date. */
  floor(): FloorSnapshot | null {
    const state = this.#loadDue();
    return state === null ? null : snapshotOf(state, this.#live(state));
  }

  /** Who waits at the door, in order. */
  waitlist(): WaitlistEntry[] {
    const state = this.#loadDue();
    return state === null ? [] : waitlistOf(state, this.#views());
  }

  /**
   * The whole state, for what is worked out from it elsewhere: plans, forecasts, quotes. Names and contacts are not in
   * it. Null while nothing was ever accepted.
   */
  state(): DayState | null {
    return this.#loadDue();
  }

  /** A prediction of what the state as it stands will come to; null while nothing was ever accepted. */
  prediction(question: string): PredictionRead | null {
    const state = this.#loadDue();
    return state === null ? null : this.#predictions.read(state, question);
  }

  keepPrediction(seq: number, question: string, prediction: AvailabilityPrediction): void {
    const state = this.#load();
    if (state !== null) this.#predictions.keep(state, seq, question, prediction);
  }

  /** The date in numbers. */
  tonight(): TonightView | null {
    const state = this.#loadDue();
    return state === null ? null : tonightView(state, this.#ledger, this.#now());
  }

  tableStates(): TableState[] {
    const state = this.#loadDue();
    return state === null ? [] : tableStates(state, this.#live(state));
  }

  reservations(): Reservation[] {
    const state = this.#loadDue();
    return state === null ? [] : reservationViews(state, this.#ledger, this.#views());
  }

  reservation(id: number): ReservationAnswer {
    return reservationAnswerOf(this.#loadDue(), id, this.#views());
  }

  history(id: number): HistoryEntry[] {
    return this.#load() === null ? [] : historyOf(this.#ledger.after(0), id);
  }

  /** Null while nothing was ever accepted: then the configuration alone tells. */
  availability(request: AvailabilityRequest): TableAvailability | null {
    const state = this.#loadDue();
    return state === null ? null : availabilityOf(state, request, this.#now());
  }

  check(request: CheckRequest): CheckResult | null {
    const state = this.#loadDue();
    return state === null ? null : checkOf(state, request, this.#now());
  }

  /** Whether the runtime gets here at all; touches no storage. */
  ping(): 'ok' {
    return 'ok';
  }

  /** The live floor. The Worker has checked who asks; `X-Maitred-Socket` says who that is. */
  override async fetch(request: Request): Promise<Response> {
    const identity = JSON.parse(request.headers.get('X-Maitred-Socket') ?? 'null') as SocketIdentity | null;
    if (identity === null || request.headers.get('Upgrade') !== 'websocket') return new Response(null, { status: 426 });
    let state = this.#loadDue();
    if (state === null) {
      await this.#prepareOpening();
      state = this.#loadDue() ?? unopenedDay(this.#openingOrThrow());
    }
    const since = Number(new URL(request.url).searchParams.get('since') ?? 'NaN');
    const first = firstMessages(state, since, this.#views().stateAt, this.#live(state));
    return acceptSocket(this.ctx, identity, state.configuration, first);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    // 1005 and 1006 stand for "no code" and may not be sent.
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
    broadcastPresence(this.ctx, socket);
  }

  override webSocketError(socket: WebSocket): void {
    broadcastPresence(this.ctx, socket);
  }

  /**
   * Everything that waits: due events, moves to finish, the projection. Never throws, since the runtime drops an alarm
   * after six failures without a word; it arms itself again before it tries what can fail.
   */
  override async alarm(): Promise<void> {
    this.#setAlarm(Date.now() + backoffMs(this.#failures));
    try {
      const state = this.#loadDue();
      if (state === null) {
        await this.#armAgain();
        return;
      }
      improveIfQuiet(this.#port);
      await finishMoves(this.#port);
      const introduced = await this.#projector.flush(() => this.#load() ?? state, await this.#facts(), this.#views());
      this.#tellIntroductions(introduced);
      this.#ledger.forgetOldKeys(this.#now());
      await this.#archiveIfDue();
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      // The ledger is the truth; whatever memory held when this went wrong is read again.
      this.#state = null;
      logFault('alarm', 'ALARM', this.ctx.id.name ?? '', error);
    }
    await this.#armAgain();
  }

  /** After an alarm its spare is replaced by what really waits. */
  async #armAgain(): Promise<void> {
    try {
      const state = this.#load();
      const at = state === null ? null : this.#wakeAt(state);
      this.#armedAt = at;
      if (at === null) await this.ctx.storage.deleteAlarm();
      else await this.ctx.storage.setAlarm(at);
    } catch {
      // The spare alarm stands.
    }
  }

  // ---- state

  #load(): DayState | null {
    if (this.#state !== null || !this.#ledger.created) return this.#state;
    this.ctx.storage.transactionSync(() => {
      this.#ledger.prepare();
    });
    this.#state = foldLedger(this.#ledger.after(0));
    return this.#state;
  }

  /** The state with everything the clock has brought about; what a reader must see. */
  #loadDue(): DayState | null {
    const before = this.#load();
    if (before === null) return null;
    const now = this.#now();
    if ((nextDueAt(before, this.#triedAt) ?? Infinity) > now) return before;
    const { state } = this.#commit(before, () => ({ state: appendDue(this.#ledger, before, now) }));
    this.#triedAt = now;
    return state;
  }

  #transact(request: DayRequest): Executed {
    const attempt = (): Executed => {
      const before = this.#load() ?? unopenedDay(this.#openingOrThrow());
      const now = this.#now();
      this.#triedAt = now;
      return this.#commit(before, () => executeCommand(this.#ledger, before, request, now));
    };
    try {
      return attempt();
    } catch (error) {
      if (!(error instanceof StaleMemory)) throw error;
      return attempt();
    }
  }

  /** Runs `work` in one transaction; only when it has returned does memory follow and the floor hear of it. */
  #commit<T extends { readonly state: DayState }>(before: DayState, work: () => T): T {
    let done: T;
    try {
      done = this.ctx.storage.transactionSync(() => {
        // Another instance of this object may have written since: memory is only as good as the ledger's head.
        if (this.#ledger.created && this.#ledger.head() !== before.seq) throw new StaleMemory();
        return work();
      });
    } catch (error) {
      this.#state = null;
      throw error;
    }
    if (done.state !== before) {
      this.#state = done.state;
      this.#opening = null;
      broadcast(this.ctx, messagesBetween(before, done.state, this.#live(done.state)), done.state.configuration);
      this.#arm(done.state);
    }
    return done;
  }

  // ---- opening

  /** Registers the date in D1 and reads the configuration in the same batch, so that no change can slip between. */
  async #prepareOpening(): Promise<void> {
    if (this.#opening !== null) return;
    const { serviceDate } = this.#place();
    const configuration = resolveDay(await openDay(this.env, await this.#facts(), serviceDate), serviceDate);
    const pushed = this.#opening as DayConfiguration | null;
    this.#opening = pushed !== null && pushed.version > configuration.version ? pushed : configuration;
  }

  #openingOrThrow(): DayConfiguration {
    if (this.#opening === null) throw new Error('the day has no configuration to open with');
    return this.#opening;
  }

  #place(): { restaurantId: number; serviceDate: ServiceDate } {
    const place = this.#state?.configuration ?? parseDayName(this.ctx.id.name ?? '');
    if (place === null) throw new Error('a day object has a name such as r7:2026-11-22');
    return place;
  }

  async #facts(): Promise<RestaurantFacts> {
    const facts = await restaurantFacts(this.env, this.#place().restaurantId);
    if (facts === null) throw new Error('the restaurant of this day no longer exists');
    return facts;
  }

  // ---- time

  /** max(last event, clock): the ledger's times never run backwards. */
  #now(): number {
    return Math.max(this.#state?.lastEventAt ?? 0, clockNow(this.#place().restaurantId));
  }

  #wakeAt(state: DayState): number | null {
    const soonMs = soonMsAfter(this.#failures);
    const offsetMs = offsetOf(state.configuration.restaurantId);
    return wakeAt(state, {
      offsetMs,
      projectionAt: this.#projector.dueAt(state, soonMs),
      soonMs,
      triedAt: this.#triedAt,
      tended: this.#ledger.tended(),
    });
  }

  /** One alarm for everything. Called in the same turn as a commit, so that both reach the disk or neither. */
  #arm(state: DayState): void {
    const at = this.#wakeAt(state);
    const armed = this.#armedAt;
    if (at === null || (armed !== null && armed <= at && armed > Date.now())) return;
    this.#setAlarm(at);
  }

  #setAlarm(at: number): void {
    this.#armedAt = at;
    this.ctx.waitUntil(this.ctx.storage.setAlarm(at));
  }

  /** The projection found out who some guests are: no event, but the floor shows it. */
  #tellIntroductions(ids: readonly number[]): void {
    const state = this.#load();
    if (state === null || ids.length === 0) return;
    broadcast(this.ctx, reservationMessages(state, ids, this.#live(state)), state.configuration);
  }

  async #archiveIfDue(): Promise<void> {
    const state = this.#load();
    if (state === null || (archiveDueAt(state) ?? Infinity) > this.#now()) return;
    await archiveDay(this.env, this.ctx.storage, this.#ledger, state);
    this.#state = null;
  }

  #views(): AnswerContext {
    return viewContext(this.env, this.#ledger, this.#place().restaurantId);
  }

  #live(state: DayState): LiveContext {
    return liveContext(this.#views(), this.#ledger, state, this.#now());
  }
}
