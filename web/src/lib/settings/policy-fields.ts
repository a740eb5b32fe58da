import type { Settings } from '#contract';

type Policies = Settings['policies'];
type NameOf<T> = { [K in keyof Policies]: Policies[K] extends T ? K : never }[keyof Policies];

interface NumberField {
  readonly name: NameOf<number | null>;
  readonly label: string;
  readonly hint: string;
  readonly optional?: boolean;
  readonly min: number;
  readonly max: number;
}

export const numbers: readonly { readonly title: string; readonly fields: readonly NumberField[] }[] = [
  {
    title: 'Booking ahead',
    fields: [
      {
        name: 'noticeMinutes',
        label: 'Notice, minutes',
        hint: 'Guests book at least this long before.',
        min: 0,
        max: 43_200,
      },
      { name: 'horizonDays', label: 'Horizon, days', hint: 'Guests book at most this far ahead.', min: 0, max: 730 },
      {
        name: 'holdMinutes',
        label: 'Time for the form, minutes',
        hint: 'A chosen table is kept while a guest types.',
        min: 1,
        max: 30,
      },
    ],
  },
  {
    title: 'Parties',
    fields: [
      { name: 'partySizeMinOnline', label: 'Smallest party online', hint: 'Others call you.', min: 1, max: 99 },
      { name: 'partySizeMaxOnline', label: 'Largest party online', hint: 'Others call you.', min: 1, max: 99 },
      {
        name: 'pendingFromPartySize',
        label: 'Confirm by hand from',
        hint: 'Guests; smaller parties are confirmed at once.',
        optional: true,
        min: 1,
        max: 99,
      },
    ],
  },
  {
    title: 'On the evening',
    fields: [
      { name: 'lateAfterMinutes', label: 'Late after, minutes', hint: 'Then the floor shows it.', min: 1, max: 120 },
      {
        name: 'noShowAfterMinutes',
        label: 'No-show after, minutes',
        hint: 'Empty: you decide each time.',
        optional: true,
        min: 5,
        max: 600,
      },
    ],
  },
  {
    title: 'Changes by guests',
    fields: [
      {
        name: 'cancelUntilMinutes',
        label: 'Cancel until, minutes before',
        hint: 'Later they call you.',
        min: 0,
        max: 43_200,
      },
      {
        name: 'modifyUntilMinutes',
        label: 'Change until, minutes before',
        hint: 'Later they call you.',
        min: 0,
        max: 43_200,
      },
    ],
  },
];

export const switches: readonly { readonly group: string; readonly name: NameOf<boolean>; readonly label: string }[] = [
  { group: 'Parties', name: 'confirmByHand', label: 'Confirm every online booking by hand' },
];

export const texts: readonly { readonly name: NameOf<string>; readonly label: string; readonly hint: string }[] = [
  { name: 'bookingPolicyText', label: 'Before booking', hint: 'Guests read it on the booking form.' },
  { name: 'cancellationPolicyText', label: 'Before cancelling', hint: 'Guests read it before they cancel.' },
];
