/** Just enough of RFC 5545 to read a calendar back: unfolding, parameters with quotes (RFC 6868), escaped text. */
interface Property {
  readonly value: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Properties of the calendar and of its one event, by name. Throws when a line breaks the format. */
export function readCalendar(text: string): ReadonlyMap<string, Property> {
  if (!text.includes('\r\n') || /[^\r]\n/.test(text)) throw new Error('lines end in CRLF');
  for (const line of text.split('\r\n')) {
    if (new TextEncoder().encode(line).length > 75) throw new Error(`a line is longer than 75 octets: ${line}`);
  }
  const lines = text.replaceAll('\r\n ', '').split('\r\n').filter(Boolean);
  const properties = new Map<string, Property>();
  for (const line of lines) {
    const { name, ...property } = readLine(line);
    if (name === 'BEGIN' || name === 'END') continue;
    if (properties.has(name)) throw new Error(`${name} comes twice`);
    properties.set(name, property);
  }
  const frame = lines.filter((line) => /^(BEGIN|END):/.test(line));
  if (frame.join() !== 'BEGIN:VCALENDAR,BEGIN:VEVENT,END:VEVENT,END:VCALENDAR') throw new Error(frame.join());
  return properties;
}

function readLine(line: string): Property & { readonly name: string } {
  const head = /^([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/s.exec(line);
  const [, name, given, value] = head ?? [];
  if (name === undefined || given === undefined || value === undefined) throw new Error(`not a property: ${line}`);
  const parameters = [...given.matchAll(/;([A-Z-]+)=(?:"([^"]*)"|([^";:,]*))/g)].map(
    ([, key = '', quoted, plain]) => [key, unescapeParameter(quoted ?? plain ?? '')] as const,
  );
  return { name, value: unescapeText(value), parameters: Object.fromEntries(parameters) };
}

function unescapeText(text: string): string {
  return text.replaceAll(/\\(.)/gs, (_all, character: string) => (character.toLowerCase() === 'n' ? '\n' : character));
}

function unescapeParameter(text: string): string {
  return text.replaceAll(/\^(.)/g, (all, character: string) => ({ n: '\n', "'": '"', '^': '^' })[character] ?? all);
}
