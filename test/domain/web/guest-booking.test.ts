import { describe, expect, test } from 'vitest';
import type { Problem } from '#contract';
import { bookingBody, errorOf, formErrors, readBookingValues } from '#lib/guest/booking-form.ts';
import { asJsonLd } from '#lib/guest/structured-content.ts';

const search = { date: '2026-11-22', time: '19:30', partySize: 2 };

function filled(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

describe('the booking form', () => {
  test('leaves out what was left empty', () => {
    const values = readBookingValues(filled({ name: ' Ada ', phone: '+1 212 555 0199', email: '', occasion: '' }));
    expect(bookingBody(values, search, { holdId: '' })).toEqual({
      reservationDate: '2026-11-22',
      reservationTime: '19:30',
      partySize: 2,
      guestInfo: { name: 'Ada', phone: '+1 212 555 0199' },
    });
  });

  test('sends wishes, hold and offset when there are any', () => {
    const values = readBookingValues(filled({ name: 'Ada', phone: '12345', wishes: 'quiet' }));
    expect(bookingBody(values, search, { holdId: 'r1:x', utcOffset: '-04:00' })).toMatchObject({
      preferredSeating: ['quiet'],
      holdId: 'r1:x',
      utcOffset: '-04:00',
    });
  });

  test('shows one complaint for each field, and what belongs to none', () => {
    const problem = {
      detail: 'Some fields need another look.',
      errors: [
        { path: 'guestInfo.phone', message: 'Give a phone number.' },
        { path: 'guestInfo.phone', message: 'A phone number holds digits.' },
        { path: 'holdId', message: 'Too long.' },
      ],
    } as Problem;
    const errors = formErrors(problem);
    expect(errors).toEqual([{ field: 'phone', message: 'Give a phone number.' }, { message: 'Too long.' }]);
    expect(errorOf(errors, 'phone')).toBe('Give a phone number.');
    expect(errorOf(errors, 'name')).toBeUndefined();
    expect(formErrors({ detail: 'No.' } as Problem)).toEqual([{ message: 'No.' }]);
  });
});

test('a name cannot end the data block that it stands in', () => {
  const script = asJsonLd({ name: '</script><script>alert(1)</script>' });
  expect(script.match(/<\/script>/g)).toHaveLength(1);
  expect(JSON.parse(script.slice(script.indexOf('{'), -'</script>'.length))).toEqual({
    name: '</script><script>alert(1)</script>',
  });
});
