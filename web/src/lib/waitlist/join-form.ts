import type { Call, Table } from '#contract';
import { formText } from '#lib/staff/form-text.ts';

/** What the form holds, as typed. */
export interface JoinValues {
  readonly partySize: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly notes: string;
  readonly wishes: readonly string[];
}

export const nothingTyped: JoinValues = { partySize: '2', name: '', phone: '', email: '', notes: '', wishes: [] };

/** The ids of the controls; on the floor other forms have fields of these names. */
export const fieldId = (field: string): string => `waitlist-${field}`;

export function readJoinForm(form: FormData): JoinValues {
  const text = (name: string): string => formText(form, fieldId(name));
  return {
    ...{ partySize: text('partySize'), name: text('name'), phone: text('phone'), email: text('email') },
    notes: text('notes'),
    wishes: form.getAll(fieldId('wishes')).filter((wish) => typeof wish === 'string'),
  };
}

export function joinBody(values: JoinValues): Call<'POST /api/restaurants/{id}/waitlist'>['body'] {
  const { partySize, name, phone, email, notes, wishes } = values;
  return {
    partySize: Number(partySize),
    name,
    ...(phone === '' ? {} : { phone }),
    ...(email === '' ? {} : { email }),
    ...(notes === '' ? {} : { notes }),
    ...(wishes.length === 0 ? {} : { preferredSeating: [...wishes] }),
  };
}

/** What a party may wish for: whatever some table has. */
export function wishesOf(tables: readonly Pick<Table, 'features'>[]): string[] {
  return [...new Set(tables.flatMap(({ features }) => features))].sort();
}
