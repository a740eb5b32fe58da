import type { Call, Restaurant } from '#contract';

type Form = Call<'GET /api/restaurants/{id}/reservations/public'>['answer'];

/** schema.org's Restaurant with the action that reserves: what search engines and assistants read. */
export function restaurantStructure(restaurant: Restaurant, form: Form, origin: string): object {
  const url = `${origin}/r/${restaurant.slug}`;
  return {
    '@context': 'https://schema.org',
    '@type': 'Restaurant',
    '@id': url,
    url,
    name: restaurant.name,
    servesCuisine: restaurant.cuisine || undefined,
    description: restaurant.description || undefined,
    address: restaurant.address || undefined,
    telephone: restaurant.phone || undefined,
    email: restaurant.email || undefined,
    currenciesAccepted: restaurant.currency,
    acceptsReservations: 'True',
    parentOrganization: { '@type': 'Organization', name: restaurant.groupName },
    openingHoursSpecification: form.hours.map((period) => ({
      '@type': 'OpeningHoursSpecification',
      name: period.name,
      dayOfWeek: period.weekdays.map((weekday) => `https://schema.org/${weekdayNames[weekday] ?? ''}`),
      opens: period.startTime,
      closes: period.lastStartTime,
    })),
    potentialAction: {
      '@type': 'ReserveAction',
      target: {
        '@type': 'EntryPoint',
        urlTemplate: `${url}/book?date={date}&time={time}&partySize={partySize}`,
        inLanguage: 'en',
        actionPlatform: ['https://schema.org/DesktopWebPlatform', 'https://schema.org/MobileWebPlatform'],
      },
      result: { '@type': 'FoodEstablishmentReservation', name: 'Table' },
    },
  };
}

const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Ready to stand in a page: a name that holds `</script>` must not end it. */
export function asJsonLd(structure: object): string {
  return `<script type="application/ld+json">${JSON.stringify(structure).replaceAll('<', '\\u003c')}</` + 'script>';
}
