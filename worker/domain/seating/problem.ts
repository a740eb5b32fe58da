/**
 * What the seating functions decide on: the tables of one service date, everyone who holds a place on them, and the
 * spans in which a table is out of service. Times are whole minutes since the start of the service date (its day
 * boundary), half-open `[startMinute, endMinute)`; `endMinute` already includes the reset minutes. Seating rounds them
 * outward to five minutes: a party until 19:32 holds its table until 19:35. Blocks are cut to the service date.
 */
export type SalesChannel = 'online' | 'in_house' | 'walk_in';

export interface SeatingTable {
  readonly id: number;
  readonly partySizeMin: number;
  readonly partySizeMax: number;
  readonly areaId: number;
  readonly features: readonly string[];
  /** The channels that may sell this table. */
  readonly channels: readonly SalesChannel[];
  /** The server's section it is in; sections are filled evenly where nothing else tells two tables apart. */
  readonly sectionId?: number | null;
}

/** A declared set of tables that seats one party, with a capacity of its own (two fours seat six, not eight). */
export interface SeatingCombination {
  readonly id: number;
  readonly tableIds: readonly number[];
  readonly partySizeMin: number;
  readonly partySizeMax: number;
}

/** What a party needs, whether it asks for the first time or already holds a plan. */
export interface SeatingRequest {
  readonly partySize: number;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly channel: SalesChannel;
  /** Features that every table given must have (accessibility): a hard constraint. */
  readonly requiredFeatures: readonly string[];
  /** Features that are nice to have. */
  readonly wishedFeatures: readonly string[];
  /** Units with more seats are kept for larger parties; null or left out: none are. */
  readonly seatsMax?: number | null;
}

export interface SeatingOccupant extends SeatingRequest {
  /** Stable key: a reservation's id, or a hold's. */
  readonly key: string;
  /** The tables planned now; empty for a party in conflict (accepted, without a table). */
  readonly tableIds: readonly number[];
  /** False once seated, pinned by staff, or in the past: then nothing may change its tables. */
  readonly movable: boolean;
}

export interface SeatingBlock {
  readonly tableId: number;
  readonly startMinute: number;
  readonly endMinute: number;
}

export interface SeatingProblem {
  readonly tables: readonly SeatingTable[];
  readonly combinations: readonly SeatingCombination[];
  readonly occupants: readonly SeatingOccupant[];
  readonly blocks: readonly SeatingBlock[];
}

export interface SeatingOptions {
  /** Nodes that each stage of the ejection chains may visit; the default answers within about a millisecond. */
  readonly nodesMax?: number | undefined;
  /** Key of one occupant to leave out: the reservation that is being changed, the hold that its owner books now. */
  readonly exclude?: string | undefined;
}

export interface SeatingMove {
  readonly key: string;
  readonly tableIds: readonly number[];
}

export type SeatingRefusal = 'party_too_large' | 'party_too_small' | 'no_table_with_features' | 'no_table';

export type SeatingDecision =
  | {
      readonly ok: true;
      readonly tableIds: readonly number[];
      /** Other parties whose plan this one changes; never one that is not movable. */
      readonly moves: readonly SeatingMove[];
      readonly method: 'best_fit' | 'reassigned';
      readonly nodes: number;
    }
  | {
      readonly ok: false;
      readonly reason: SeatingRefusal;
      /** True when a counting argument proves that no plan exists; false when the search gave up at its budget or was exhausted. */
      readonly certified: boolean;
      readonly nodes: number;
    };
