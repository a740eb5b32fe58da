/** What an evening came to, counted while it is played and told at its end. */
import type { ProblemCode } from '../../worker/contract/common.ts';

export class Tally {
  readonly #counts = new Map<string, number>();
  readonly #refusals = new Map<ProblemCode, number>();
  readonly waitMinutes: number[] = [];
  /** Minutes told at the door, and until the party was called. */
  readonly #waits: { readonly quoted: number; readonly real: number }[] = [];
  readonly sittingsByTable = new Map<number, number>();
  covers = 0;
  commands = 0;

  count(what: string, by = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + by);
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  refuse(code: ProblemCode): void {
    this.#refusals.set(code, (this.#refusals.get(code) ?? 0) + 1);
  }

  seat(partySize: number, tableIds: readonly number[], waitMinutes: number): void {
    this.covers += partySize;
    this.waitMinutes.push(waitMinutes);
    for (const id of tableIds) this.sittingsByTable.set(id, (this.sittingsByTable.get(id) ?? 0) + 1);
  }

  /** Nothing is learned from a party that was told nothing. */
  waitedFor(quotedMinutes: number | null, minutes: number): void {
    if (quotedMinutes !== null) this.#waits.push({ quoted: quotedMinutes, real: minutes });
  }

  lines(): string[] {
    const waited = this.waitMinutes.reduce((sum, minutes) => sum + minutes, 0) / Math.max(1, this.waitMinutes.length);
    const sittings = [...this.sittingsByTable.values()];
    const turned = sittings.filter((count) => count > 1).length;
    const refused = [...this.#refusals].sort((a, b) => b[1] - a[1]).map(([code, count]) => `${count} ${code}`);
    const row = (label: string, text: string): string => `  ${label.padEnd(16)}${text}`;
    return [
      row('covers', `${this.covers} in ${this.waitMinutes.length} parties, ${this.of('walk-ins')} of them walk-ins`),
      row('booked tonight', `${this.of('booked online')} online, ${this.of('booked by phone')} by phone`),
      row(
        'called off',
        `${this.of('cancelled')} cancelled, ${this.of('no-shows')} no-shows (${this.of('came after all')} came after all)`,
      ),
      row(
        'changed',
        `${this.of('modified')} by phone, ${this.of('moved')} moved, ${this.of('unseated')} unseated, ${this.of('blocked')} tables blocked`,
      ),
      row('waited', `${waited.toFixed(1)} minutes on average, at most ${Math.max(0, ...this.waitMinutes).toFixed(0)}`),
      row('gave up waiting', `${this.of('gave up')} with a booking, ${this.of('turned away')} at the door`),
      row('waitlist', this.#waitlist()),
      row('tables', `${sittings.length} used, ${turned} turned, ${this.of('overran')} parties outstayed their turn`),
      row('refused', refused.length === 0 ? 'nothing' : refused.join(', ')),
    ];
  }

  #waitlist(): string {
    const [joined, seated, left] = ['on the list', 'seated from the list', 'left the list'].map((what) =>
      this.of(what),
    );
    if (joined === 0) return 'nobody had to wait';
    const mean = (minutes: readonly number[]): string =>
      (minutes.reduce((sum, each) => sum + each, 0) / Math.max(1, minutes.length)).toFixed(0);
    const [quoted, real] = [this.#waits.map((each) => each.quoted), this.#waits.map((each) => each.real)];
    const off = mean(this.#waits.map((each) => Math.abs(each.quoted - each.real)));
    const silent = this.of('did not answer');
    return `${joined} parties, ${seated} seated, ${left} left, ${silent} did not answer; told ${mean(quoted)} minutes, called after ${mean(real)}, ${off} off on average`;
  }
}
