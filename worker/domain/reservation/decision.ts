/** The shape of a decision, shared by every family of commands. */
import type { CommandActor, DayEvent } from './events.ts';
import type { Refusal } from './refusals.ts';

export interface CommandContext {
  /** The day's clock, epoch milliseconds. */
  readonly now: number;
  readonly actor: CommandActor;
}

export interface Accepted {
  readonly ok: true;
  /** Empty when everything is already as asked. */
  readonly events: readonly DayEvent[];
  /** The reservation that the answer is about. */
  readonly reservationId: number | null;
  /** The party of the waitlist that it is about instead. */
  readonly waitlistId?: number;
}

/** A refusal may leave a trace: a refused move must stay refused when it is asked again. */
export type Decision = Accepted | (Refusal & { readonly events?: readonly DayEvent[] });

export function accept(events: readonly DayEvent[], reservationId: number | null = null): Accepted {
  return { ok: true, events, reservationId };
}

export function acceptOnWaitlist(events: readonly DayEvent[], waitlistId: number): Accepted {
  return { ok: true, events, reservationId: null, waitlistId };
}
