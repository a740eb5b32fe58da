/** How the seating functions say tables and times; they themselves know ids and minutes. */
export interface SeatingWords {
  readonly tableName: (tableId: number) => string;
  /** Minutes since the start of the service date, as clocks show them. */
  readonly timeAt: (minute: number) => string;
}
