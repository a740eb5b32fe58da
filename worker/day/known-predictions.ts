/**
 * Predictions that were made of the present state. The object never works one out, since nobody could book meanwhile: it
 * keeps what the Workers that did bring back, until the next event. In memory alone; what is lost is made again.
 */
import type { AvailabilityPrediction } from '../contract/forecast.ts';
import type { DayState } from '../domain/reservation/state.ts';
import { BoundedMap } from '../store/bounded-map.ts';

/** The answer, or what it is to be made of. */
export type PredictionRead =
  { readonly known: AvailabilityPrediction; readonly state: null } | { readonly known: null; readonly state: DayState };

/** Every start of an evening, asked about by those who learned something yesterday and today. */
const predictionsMax = 100;

export class KnownPredictions {
  readonly #known = new BoundedMap<string, AvailabilityPrediction>(predictionsMax);
  #seq = 0;

  /** `question`: everything but the state that the answer depends on. */
  read(state: DayState, question: string): PredictionRead {
    const known = state.seq === this.#seq ? this.#known.get(question) : undefined;
    return known === undefined ? { known: null, state } : { known, state: null };
  }

  /** `seq`: of the state that it was made of; one that is not the present one is of no use to anybody. */
  keep(state: DayState, seq: number, question: string, prediction: AvailabilityPrediction): void {
    if (seq !== state.seq) return;
    if (seq !== this.#seq) this.#known.clear();
    this.#seq = seq;
    this.#known.set(question, prediction);
  }
}
