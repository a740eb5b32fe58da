/** Where a new restaurant's objects should live: near its room, where most of its requests come from. */
const byContinent: Readonly<Record<string, DurableObjectLocationHint>> = {
  Africa: 'afr',
  Asia: 'apac',
  Atlantic: 'weur',
  Australia: 'oc',
  Europe: 'weur',
  Indian: 'apac',
  Pacific: 'oc',
};
const eastOfEurope = new Set(
  'Athens Bucharest Budapest Chisinau Helsinki Istanbul Kiev Kyiv Moscow Riga Sofia Tallinn Vilnius Warsaw'.split(' '),
);
const middleEast = new Set(
  'Amman Baghdad Bahrain Beirut Damascus Dubai Jerusalem Kuwait Muscat Qatar Riyadh Tehran'.split(' '),
);
const southOfAmerica = new Set(
  'Araguaina Asuncion Bahia Bogota Buenos_Aires Caracas Fortaleza Guayaquil La_Paz Lima Manaus Montevideo Recife Santiago Sao_Paulo'.split(
    ' ',
  ),
);
const westOfAmerica = new Set(
  'Anchorage Boise Denver Edmonton Hermosillo Los_Angeles Mazatlan Phoenix Tijuana Vancouver Whitehorse'.split(' '),
);

/** From an IANA zone; null lets the platform choose by the first request. */
export function locationHintOf(zone: string): DurableObjectLocationHint | null {
  const [continent = '', ...rest] = zone.split('/');
  const city = rest.at(-1) ?? '';
  if (continent === 'America') {
    if (rest.includes('Argentina') || southOfAmerica.has(city)) return 'sam';
    return westOfAmerica.has(city) ? 'wnam' : 'enam';
  }
  if (continent === 'Europe' && eastOfEurope.has(city)) return 'eeur';
  if (continent === 'Asia' && middleEast.has(city)) return 'me';
  return byContinent[continent] ?? null;
}
