import type { Account, Call, Problem } from '#contract';
import { type BookingSearch, textOf } from './booking-search.ts';

type Form = Call<'GET /api/restaurants/{id}/reservations/public'>['answer'];
type PublicBooking = Call<'POST /api/restaurants/{id}/reservations/public'>['body'];

/** What a guest fills in; texts as typed. */
export interface BookingValues {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly occasion: string;
  readonly wishes: readonly string[];
  readonly specialRequests: string;
}

export interface FormError {
  /** The id of the control; absent when the whole request is at fault. */
  readonly field?: string;
  readonly message: string;
}

/** What the restaurant asks about the occasion; none when it does not. */
export function occasionsOf({ questions }: Pick<Form, 'questions'>): readonly string[] {
  return questions.find((question) => question.id === 'occasion')?.options ?? [];
}

/** What a profile fills in: who it is, and their allergies and tastes as words that one can still take out. */
export function guestValues({ name, phone, email, allergies, preferences }: Account): BookingValues {
  const told = allergies.length === 0 ? '' : `Allergies: ${allergies.join(', ')}.`;
  const specialRequests = [told, preferences].filter(Boolean).join('\n');
  return { name, phone, email, occasion: '', wishes: [], specialRequests };
}

export function readBookingValues(form: FormData): BookingValues {
  return {
    name: textOf(form, 'name'),
    phone: textOf(form, 'phone'),
    email: textOf(form, 'email'),
    occasion: textOf(form, 'occasion'),
    wishes: form.getAll('wishes').filter((wish) => typeof wish === 'string'),
    specialRequests: textOf(form, 'specialRequests'),
  };
}

/** The body of the booking: what was left empty is left out. */
export function bookingBody(
  values: BookingValues,
  search: BookingSearch,
  more: { readonly holdId?: string; readonly utcOffset?: string },
): PublicBooking {
  return {
    reservationDate: search.date,
    reservationTime: search.time,
    partySize: search.partySize,
    guestInfo: {
      name: values.name,
      phone: values.phone,
      ...(values.email && { email: values.email }),
      ...(values.specialRequests && { specialRequests: values.specialRequests }),
    },
    ...(values.occasion && { occasion: values.occasion }),
    ...(values.wishes.length > 0 && { preferredSeating: [...values.wishes] }),
    ...(more.utcOffset && { utcOffset: more.utcOffset }),
    ...(more.holdId && { holdId: more.holdId }),
  };
}

const fieldOfPath: Readonly<Record<string, string>> = {
  'guestInfo.name': 'name',
  'guestInfo.phone': 'phone',
  'guestInfo.email': 'email',
  'guestInfo.specialRequests': 'specialRequests',
  occasion: 'occasion',
  partySize: 'partySize',
};

/** The API's complaints by control, in the order of the form; one for each control. */
export function formErrors(problem: Problem): FormError[] {
  const errors = (problem.errors ?? []).map(({ path, message }) => {
    const field = fieldOfPath[path];
    return field === undefined ? { message } : { field, message };
  });
  const first = errors.filter((error, at) => errors.findIndex((other) => other.field === error.field) === at);
  return first.length > 0 ? first : [{ message: problem.detail }];
}

export function errorOf(errors: readonly FormError[] | undefined, field: string): string | undefined {
  return errors?.find((error) => error.field === field)?.message;
}
