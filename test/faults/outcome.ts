/** What a scenario found: complaints are violated invariants, facts say how much was tried. */
export interface Outcome {
  readonly complaints: readonly string[];
  readonly facts: Readonly<Record<string, number>>;
}
