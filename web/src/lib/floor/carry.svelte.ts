/** A party on its way to a table under a finger or the mouse. */
export interface Carried {
  readonly partyId: number;
  readonly label: string;
  /** CSS pixels in the window. */
  readonly x: number;
  readonly y: number;
  readonly overTableId: number | null;
}

/** Carries a party from where it was lifted to the table where it is let go. Escape puts it back. */
export class Carry {
  now: Carried | null = $state(null);
  readonly #drop: (partyId: number, tableId: number) => void;

  constructor(drop: (partyId: number, tableId: number) => void) {
    this.#drop = drop;
  }

  /** Begins with the event that lifted the party; the rest of the gesture is followed on the window. */
  lift(partyId: number, label: string, from: PointerEvent): void {
    const leave = new AbortController();
    const { signal } = leave;
    const follow = (event: PointerEvent): void => {
      if (event.pointerId !== from.pointerId) return;
      event.preventDefault();
      this.now = { partyId, label, x: event.clientX, y: event.clientY, overTableId: tableAt(event) };
    };
    const end = (tableId: number | null): void => {
      leave.abort();
      this.now = null;
      if (tableId !== null) this.#drop(partyId, tableId);
    };
    follow(from);
    addEventListener('pointermove', follow, { signal });
    addEventListener(
      'pointerup',
      (event) => {
        if (event.pointerId === from.pointerId) end(tableAt(event));
      },
      { signal },
    );
    addEventListener('pointercancel', () => end(null), { signal });
    addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Escape') end(null);
      },
      { signal },
    );
  }
}

function tableAt(event: PointerEvent): number | null {
  const table = document.elementFromPoint(event.clientX, event.clientY)?.closest<SVGElement>('[data-table-id]');
  return table === null || table === undefined ? null : Number(table.dataset['tableId']);
}
