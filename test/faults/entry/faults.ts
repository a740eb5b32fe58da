/** What may go wrong between the Worker and its bindings. Every share is a probability, drawn anew for each call. */
export interface Faults {
  /** A call that never reaches D1. */
  readonly d1Away: number;
  /** A call that D1 carries out, and whose answer is lost. */
  readonly d1Silent: number;
  readonly queueLost: number;
  /** Delivered at once, and again a second later. */
  readonly queueDoubled: number;
}
