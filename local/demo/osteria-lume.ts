import { element, numbersFrom, outerWalls, rectangle, round, square, tablesInLine } from './floor-drawing.ts';
import type { DrawnMap } from './floor-drawing.ts';
import type { DemoHouse } from './house.ts';

const roomSize = { width: 1200, height: 800 };
const gardenSize = { width: 900, height: 560 };

const room: DrawnMap = {
  name: 'Dining room',
  dimensions: roomSize,
  staticElements: [
    ...outerWalls(roomSize),
    element('window', 'window-west-1', [0, 60, 12, 170]),
    element('window', 'window-west-2', [0, 270, 12, 170]),
    element('window', 'window-west-3', [0, 480, 12, 150]),
    element('door', 'entrance', [70, 778, 120, 20]),
    element('door', 'garden-door', [470, 2, 90, 16], 'Garden'),
    element('bar', 'bar', [960, 60, 64, 370]),
    element('restroom', 'restrooms', [1070, 30, 110, 120]),
    element('kitchen_entrance', 'kitchen', [1070, 300, 110, 70]),
    element('wall', 'private-west', [850, 510, 12, 278]),
    element('wall', 'private-north', [850, 510, 338, 12]),
    element('door', 'private-door', [846, 680, 20, 76], 'Sala'),
  ],
  tables: [
    ...tablesInLine(square(2, 64, { features: ['window_view'] }), {
      numbers: numbersFrom(1, 5),
      x: 40,
      y: 60,
      stepY: 118,
    }),
    ...tablesInLine(square(4, 84, { features: ['wheelchair_accessible'] }), {
      numbers: numbersFrom(10, 12),
      x: 190,
      y: 100,
      stepX: 150,
    }),
    ...tablesInLine(square(4, 84), { numbers: numbersFrom(13, 15), x: 190, y: 260, stepX: 150 }),
    ...tablesInLine(round(6, 118, { partySizeMin: 4 }), { numbers: ['20', '21'], x: 200, y: 430, stepX: 180 }),
    ...tablesInLine(rectangle(4, 112, 72, { features: ['booth', 'quiet'] }), {
      numbers: numbersFrom(30, 33),
      x: 240,
      y: 680,
      stepX: 146,
    }),
    ...tablesInLine(round(2, 62, { features: ['quiet'] }), { numbers: ['40', '41'], x: 600, y: 420, stepX: 110 }),
    ...tablesInLine(round(2, 62), { numbers: ['42', '43'], x: 600, y: 540, stepX: 110 }),
    ...tablesInLine(rectangle(4, 76, 112), { numbers: ['50', '51'], x: 660, y: 90, stepY: 170 }),
    ...tablesInLine(
      round(2, 50, { location: 'bar', features: ['bar', 'high_seat'], channels: ['in_house', 'walk_in'] }),
      { numbers: numbersFrom(1, 5, 'B'), x: 890, y: 70, stepY: 74 },
    ),
    ...tablesInLine(
      rectangle(10, 220, 96, {
        location: 'private',
        partySizeMin: 6,
        features: ['private', 'quiet', 'wheelchair_accessible'],
      }),
      { numbers: ['P1'], x: 920, y: 610 },
    ),
  ],
};

const garden: DrawnMap = {
  name: 'Garden',
  dimensions: gardenSize,
  staticElements: [
    element('wall', 'hedge-north', [0, 0, 900, 20]),
    element('wall', 'hedge-east', [880, 0, 20, 560]),
    element('wall', 'hedge-west', [0, 0, 20, 560]),
    element('wall', 'house', [0, 548, 900, 12]),
    element('door', 'house-door', [400, 542, 100, 18], 'House'),
    element('wall', 'fountain', [420, 250, 60, 60], 'Fountain'),
  ],
  tables: [
    ...tablesInLine(square(4, 84, { location: 'patio', features: ['outdoor', 'heated'] }), {
      numbers: numbersFrom(1, 4, 'G'),
      x: 80,
      y: 80,
      stepX: 205,
    }),
    ...tablesInLine(round(2, 62, { location: 'patio', features: ['outdoor', 'heated', 'wheelchair_accessible'] }), {
      numbers: numbersFrom(5, 8, 'G'),
      x: 90,
      y: 400,
      stepX: 205,
    }),
  ],
};

export const osteriaLume: DemoHouse = {
  place: 1,
  profile: {
    name: 'Osteria Lume',
    slug: 'osteria-lume',
    zone: 'America/New_York',
    cuisine: 'Italian',
    description:
      'Handmade pasta, a wood fire and a short list of wines from small growers, on a quiet corner of the West Village. ' +
      'The garden is heated from October to April.',
    address: '41 Jane Street, New York, NY 10014',
    phone: '+1 212 555 0141',
    email: 'ciao@osteria-lume.example.com',
    currency: 'USD',
  },
  settings: {
    periods: [
      {
        name: 'Lunch',
        weekdays: [1, 2, 3, 4, 5],
        startTime: '11:45',
        lastStartTime: '14:15',
        intervalMinutes: 15,
        pacingCoversMax: 24,
        pacingPartiesMax: null,
        channels: ['online', 'in_house', 'walk_in'],
      },
      {
        name: 'Brunch',
        weekdays: [0, 6],
        startTime: '10:30',
        lastStartTime: '14:30',
        intervalMinutes: 15,
        pacingCoversMax: 28,
        pacingPartiesMax: null,
        channels: ['online', 'in_house', 'walk_in'],
      },
      {
        name: 'Dinner',
        weekdays: [0, 1, 2, 3, 4, 5, 6],
        startTime: '17:00',
        lastStartTime: '22:15',
        intervalMinutes: 15,
        pacingCoversMax: 28,
        pacingPartiesMax: 9,
        channels: ['online', 'in_house', 'walk_in'],
      },
    ],
    turnTimes: [
      { partySizeMax: 2, minutes: 90 },
      { partySizeMax: 4, minutes: 105 },
      { partySizeMax: 6, minutes: 120 },
      { partySizeMax: 12, minutes: 150 },
    ],
    resetMinutes: 15,
    policies: {
      noticeMinutes: 45,
      horizonDays: 60,
      partySizeMinOnline: 1,
      partySizeMaxOnline: 10,
      pendingFromPartySize: 8,
      confirmByHand: false,
      holdMinutes: 8,
      lateAfterMinutes: 15,
      noShowAfterMinutes: null,
      cancelUntilMinutes: 120,
      modifyUntilMinutes: 120,
      bookingPolicyText:
        'We keep your table for 15 minutes. Parties of up to four have it for an hour and three quarters, larger ones for longer.',
      cancellationPolicyText: 'Plans change: cancel free of charge until two hours before your booking.',
    },
  },
  closure: { daysAhead: 9, name: 'Winter tasting with our growers' },
  areas: [
    { key: 'main', name: 'Dining room' },
    { key: 'patio', name: 'Garden' },
    { key: 'bar', name: 'Bar' },
    { key: 'private', name: 'Sala privata' },
  ],
  maps: [room, garden],
  combinations: [
    { tableNumbers: ['10', '11'], partySizeMin: 5, partySizeMax: 6 },
    { tableNumbers: ['11', '12'], partySizeMin: 5, partySizeMax: 6 },
    { tableNumbers: ['10', '11', '12'], partySizeMin: 7, partySizeMax: 9 },
    { tableNumbers: ['13', '14'], partySizeMin: 5, partySizeMax: 6 },
    { tableNumbers: ['14', '15'], partySizeMin: 5, partySizeMax: 6 },
    { tableNumbers: ['13', '14', '15'], partySizeMin: 7, partySizeMax: 9 },
    { tableNumbers: ['20', '21'], partySizeMin: 9, partySizeMax: 12 },
    { tableNumbers: ['50', '51'], partySizeMin: 6, partySizeMax: 8 },
    { tableNumbers: ['40', '41'], partySizeMin: 3, partySizeMax: 4 },
    { tableNumbers: ['42', '43'], partySizeMin: 3, partySizeMax: 4 },
    { tableNumbers: ['G1', 'G2'], partySizeMin: 5, partySizeMax: 7 },
    { tableNumbers: ['G3', 'G4'], partySizeMin: 5, partySizeMax: 7 },
  ],
  demand: {
    bookingsPerSaturday: 88,
    weekdayShares: [0.8, 0.5, 0.55, 0.62, 0.74, 0.98, 1],
    monthShares: [0.84, 0.92, 0.96, 1, 1.04, 1, 0.9, 0.86, 1, 1.04, 1.04, 1.12],
    hours: [
      [11, 3],
      [12, 8],
      [13, 6],
      [17, 12],
      [18, 24],
      [19, 24],
      [20, 15],
      [21, 7],
      [22, 1],
    ],
    walkInShare: 0.17,
    medianLeadDays: 4.5,
  },
  origins: [
    ['english', 34],
    ['italian', 12],
    ['spanish', 12],
    ['irish', 6],
    ['chinese', 6],
    ['indian', 6],
    ['korean', 4],
    ['german', 4],
    ['greek', 3],
    ['slavic', 3],
    ['vietnamese', 2],
    ['nigerian', 3],
    ['hawaiian', 2],
    ['arabic', 2],
    ['japanese', 2],
  ],
  // 555 is nobody's exchange.
  phoneOf: (number) =>
    `+1 ${['212', '646', '718', '917', '347'][number % 5] ?? '212'} 555 ${String(number).padStart(4, '0')}`,
};
