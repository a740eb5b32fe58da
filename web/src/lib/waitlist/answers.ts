import type { Problem, WaitQuote } from '#contract';
import type { JoinValues } from './join-form.ts';

/** What a form of the waitlist was answered. */
export interface WaitlistRefusal {
  readonly problem: Problem;
  readonly errors: readonly { readonly field?: string; readonly message: string }[];
  /** What was typed to join; null for the buttons. */
  readonly values: JoinValues | null;
}

export interface WaitlistAnswers {
  /** For the party size that the address asks about. */
  readonly quote: WaitQuote | null;
  readonly refused: WaitlistRefusal | null;
  readonly done: string | null;
  /** Sent twice, a form is carried out once. */
  readonly key: string;
}
