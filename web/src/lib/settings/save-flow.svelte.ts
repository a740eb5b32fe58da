import type { ConfigurationApplied, Problem } from '#contract';
import { differencesBetween, type Difference } from './differences.ts';

type Conflict = ConfigurationApplied['conflicts'][number];

export type Answer<T> =
  | { readonly ok: true; readonly data: T; readonly etag: string | null }
  | { readonly ok: false; readonly problem: Problem };

/** What saving told about the dates that live on the configuration. */
export interface Told {
  readonly appliedDates: readonly string[];
  readonly pendingDates: readonly string[];
  readonly conflicts: readonly Conflict[];
}

/** What a save goes with: the version that was read, and whether a person has seen which bookings it hits. */
export interface Consent {
  readonly headers: Readonly<Record<string, string>>;
  readonly conflictsSeen: boolean;
}

export interface SaveOptions<Draft> {
  readonly draft: Draft;
  readonly etag: string | null;
  /** Asks which bookings the change would leave without a table; absent where it cannot. */
  readonly rehearse?: (draft: Draft) => Promise<Answer<{ conflicts?: readonly Conflict[] | undefined }>>;
  readonly save: (draft: Draft, consent: Consent) => Promise<Answer<Partial<Told>>>;
  /** What is there now: read again when somebody else was faster. */
  readonly read: () => Promise<Answer<Draft>>;
}

/**
 * Editing one part of the configuration: rehearse, show what would be hit, save; and when somebody else saved meanwhile,
 * show both and keep what was typed.
 */
export class SaveFlow<Draft extends object> {
  draft: Draft = $state() as Draft;
  working = $state(false);
  /** Bookings that the change would leave without a table: to be looked at before it is made. */
  review: readonly Conflict[] | null = $state(null);
  told: Told | null = $state(null);
  problem: Problem | null = $state(null);
  /** Somebody else's version, when it is newer. */
  theirs: { readonly draft: Draft; readonly differences: readonly Difference[] } | null = $state(null);

  readonly #options: SaveOptions<Draft>;
  #saved: string = $state('');
  #etag: string | null;

  readonly changed = $derived(JSON.stringify(this.draft) !== this.#saved);

  constructor(options: SaveOptions<Draft>) {
    this.#options = options;
    this.draft = options.draft;
    this.#saved = JSON.stringify(options.draft);
    this.#etag = options.etag;
  }

  /** First asks what it would do to bookings; without harm it is saved at once. */
  async submit(): Promise<void> {
    await this.#work(async () => {
      const rehearsed = await this.#options.rehearse?.(this.#snapshot());
      if (rehearsed?.ok === false) return this.#refuse(rehearsed.problem);
      const hit = rehearsed?.data.conflicts ?? [];
      if (hit.length === 0) await this.#save(false);
      else this.review = hit;
    });
  }

  async saveAnyway(): Promise<void> {
    await this.#work(() => this.#save(true));
  }

  /** Puts one's own version over the newer one, having seen it. */
  async keepMine(): Promise<void> {
    await this.submit();
  }

  takeTheirs(): void {
    if (this.theirs === null) return;
    this.draft = this.theirs.draft;
    this.#saved = JSON.stringify(this.theirs.draft);
    this.theirs = null;
  }

  discard(): void {
    this.draft = JSON.parse(this.#saved) as Draft;
    this.problem = null;
    this.told = null;
  }

  async #work(work: () => Promise<void>): Promise<void> {
    this.working = true;
    this.problem = null;
    this.told = null;
    this.review = null;
    await work();
    this.working = false;
  }

  async #save(conflictsSeen: boolean): Promise<void> {
    const draft = this.#snapshot();
    const headers: Readonly<Record<string, string>> = this.#etag === null ? {} : { 'if-match': this.#etag };
    const answer = await this.#options.save(draft, { headers, conflictsSeen });
    if (!answer.ok) return this.#refuse(answer.problem);
    this.theirs = null;
    this.#saved = JSON.stringify(draft);
    this.#etag = answer.etag;
    const { appliedDates = [], pendingDates = [], conflicts = [] } = answer.data;
    this.told = { appliedDates, pendingDates, conflicts };
  }

  async #refuse(problem: Problem): Promise<void> {
    if (problem.conflicts !== undefined && problem.conflicts.length > 0) {
      this.review = problem.conflicts;
      return;
    }
    this.problem = problem;
    if (problem.code !== 'stale_edit') return;
    const present = await this.#options.read();
    if (!present.ok) return;
    this.#etag = present.etag;
    this.theirs = { draft: present.data, differences: differencesBetween(this.#snapshot(), present.data) };
  }

  #snapshot(): Draft {
    return $state.snapshot(this.draft) as Draft;
  }
}
