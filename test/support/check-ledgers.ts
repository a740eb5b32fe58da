/**
 * The invariants of PLATFORM that can be read off the ledgers: I1 no table twice, I6 no gaps, I9 a moved reservation
 * on one date, I10 listed transitions only, and that details and remembered answers fit the events. Each complaint is a
 * sentence; none means that all hold.
 */
import type { DayFile, LedgerLine } from './ledger-files.ts';
import { ReplayedDay } from './replayed-day.ts';

const minuteMs = 60_000;

export function checkLedgers(days: readonly DayFile[]): string[] {
  const replayed = days.map((day) => ({ day, replay: new ReplayedDay(day.lines) }));
  const complaints = replayed.flatMap(({ day, replay }) => {
    const found = [...checkSequence(day), ...replayStepByStep(day, replay), ...checkKept(day, replay)];
    return [...found, ...replay.complaints].map((complaint) => `${day.date}: ${complaint}`);
  });
  return [...complaints, ...checkMoves(replayed)];
}

interface Replayed {
  readonly day: DayFile;
  readonly replay: ReplayedDay;
}

/** I6, and the day's clock: it never runs backwards. */
function checkSequence({ lines, projectedSeq, parkedSeqs }: DayFile): string[] {
  const complaints: string[] = [];
  lines.forEach((line, index) => {
    if (line.seq !== index + 1) complaints.push(`seq ${String(line.seq)} stands where ${String(index + 1)} belongs`);
    if (line.at < (lines[index - 1]?.at ?? 0)) complaints.push(`seq ${String(line.seq)}: time runs backwards`);
    if ((line.type === 'DayOpened') !== (index === 0)) complaints.push(`seq ${String(line.seq)}: ${line.type}`);
  });
  if (projectedSeq > lines.length)
    complaints.push(`projected up to ${String(projectedSeq)} of ${String(lines.length)}`);
  if (parkedSeqs.length > 0) complaints.push(`parked: ${parkedSeqs.join()}`);
  return complaints;
}

function replayStepByStep({ lines }: DayFile, replay: ReplayedDay): string[] {
  const complaints: string[] = [];
  for (const line of lines) {
    replay.apply(line);
    // A party at the door is booked without a table and seated by the next line of the same command.
    if (isWalkIn(line)) continue;
    complaints.push(...checkTables(replay).map((complaint) => `seq ${String(line.seq)}: ${complaint}`));
  }
  // The first ones tell; what follows from them only fills the screen.
  return complaints.slice(0, 5);
}

function isWalkIn({ type, body }: LedgerLine): boolean {
  const { source } = (body['reservation'] ?? {}) as { source?: string };
  return type === 'ReservationBooked' && (source === 'walk_in' || source === 'waitlist');
}

interface Occupation {
  readonly who: string;
  readonly tableIds: readonly number[];
  readonly partySize: number;
  readonly from: number;
  readonly until: number;
}

/** I1, and that everybody accepted has a table that is large enough. */
function checkTables({ parties, holds, calls, configuration }: ReplayedDay): string[] {
  const reset = configuration.resetMinutes * minuteMs;
  const occupations: Occupation[] = [
    ...[...parties.values()].filter(({ status }) => ['pending', 'confirmed', 'seated'].includes(status)),
    ...holds.values(),
    ...calls.values(),
  ].map((party) => ({
    ...party,
    who: 'id' in party ? String(party.id) : 'a hold or a call',
    until: party.until + reset,
  }));
  const seats = new Map(configuration.tables.map((table) => [table.id, table.partySizeMax]));
  const complaints = occupations
    .filter(({ tableIds, partySize }) => tableIds.reduce((sum, id) => sum + (seats.get(id) ?? 0), 0) < partySize)
    .map(
      ({ who, partySize, tableIds }) => `I1 ${who}, a party of ${String(partySize)}, has tables [${tableIds.join()}]`,
    );
  occupations.forEach((one, index) => {
    for (const other of occupations.slice(index + 1)) {
      const shared = one.tableIds.find((id) => other.tableIds.includes(id));
      // Plans go by the minute, people by the millisecond.
      const overlap = Math.min(one.until, other.until) - Math.max(one.from, other.from);
      if (shared !== undefined && overlap > minuteMs) {
        complaints.push(`I1 table ${String(shared)} is given to ${one.who} and to ${other.who}`);
      }
    }
  });
  return complaints;
}

/** Events, personal details and remembered answers are written together or not at all. */
function checkKept({ names, keySubjects, lines }: DayFile, { parties, departed }: ReplayedDay): string[] {
  const complaints: string[] = [];
  for (const { id, moveId } of parties.values()) {
    if (!names.has(String(id))) complaints.push(`reservation ${String(id)} has lost its details`);
    if (moveId !== null) complaints.push(`I9 reservation ${String(id)} is stuck in move ${moveId}`);
  }
  for (const subject of names.keys()) {
    if (subject.startsWith('move:')) complaints.push(`details wait for ${subject}, which is over`);
    else if (!parties.has(Number(subject)) && !Number.isNaN(Number(subject))) {
      complaints.push(`details of reservation ${subject}, which is not here`);
    }
  }
  const holdIds = new Set(lines.map(({ body }) => (body['hold'] as { holdId?: string } | undefined)?.holdId));
  for (const subject of keySubjects) {
    const id = Number(subject);
    const known = subject === null || holdIds.has(subject) || parties.has(id) || departed.has(id);
    if (!known) complaints.push(`an answer about ${subject} is remembered, which never happened`);
  }
  return complaints;
}

/** I9: on one date each, and every step of every move has its counterpart. */
function checkMoves(replayed: readonly Replayed[]): string[] {
  const complaints: string[] = [];
  const dates = new Map<number, string[]>();
  for (const { day, replay } of replayed) {
    for (const id of replay.parties.keys()) dates.set(id, [...(dates.get(id) ?? []), day.date]);
  }
  for (const { replay } of replayed) {
    for (const id of replay.departed.keys()) {
      if (!dates.has(id)) complaints.push(`I9 reservation ${String(id)} went and is nowhere`);
    }
  }
  for (const [id, on] of dates) {
    if (on.length > 1) complaints.push(`I9 reservation ${String(id)} is on ${on.join(' and ')}`);
  }
  const movesOf = (type: string): string[] =>
    replayed
      .flatMap(({ day }) => day.lines.filter((line) => line.type === type))
      .map(({ body }) => String(body['moveId']))
      .sort();
  const [ins, outs] = [movesOf('MovedIn'), movesOf('MovedOut')];
  for (const moveId of ins) if (!outs.includes(moveId)) complaints.push(`I9 move ${moveId} arrived and never left`);
  for (const moveId of outs) if (!ins.includes(moveId)) complaints.push(`I9 move ${moveId} left and never arrived`);
  for (const list of [ins, outs]) {
    list.forEach((moveId, index) => {
      if (moveId === list[index + 1]) complaints.push(`I9 move ${moveId} was made twice`);
    });
  }
  return complaints;
}
