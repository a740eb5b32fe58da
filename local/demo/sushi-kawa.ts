import { element, numbersFrom, outerWalls, rectangle, square, tablesInLine } from './floor-drawing.ts';
import type { DrawnMap } from './floor-drawing.ts';
import type { DemoHouse } from './house.ts';

const roomSize = { width: 1060, height: 640 };

const room: DrawnMap = {
  name: 'Ground floor',
  dimensions: roomSize,
  staticElements: [
    ...outerWalls(roomSize),
    element('door', 'entrance', [40, 622, 110, 18], 'Entrance'),
    element('window', 'window-south', [230, 628, 330, 12]),
    element('bar', 'counter', [60, 120, 520, 66], 'Counter'),
    element('bar', 'counter-return', [514, 186, 66, 110], ''),
    element('kitchen_entrance', 'kitchen', [60, 24, 300, 70], 'Itaba'),
    element('restroom', 'restrooms', [400, 24, 120, 70]),
    element('wall', 'rooms-west', [650, 12, 12, 616]),
    element('wall', 'rooms-between', [650, 312, 410, 12]),
    element('door', 'plum-door', [646, 200, 20, 80], 'Ume'),
    element('door', 'pine-door', [646, 480, 20, 80], 'Matsu'),
  ],
  tables: [
    ...tablesInLine(rectangle(2, 86, 48, { location: 'counter', features: ['counter', 'chef_view'] }), {
      numbers: numbersFrom(1, 5, 'C'),
      x: 64,
      y: 198,
      stepX: 91,
    }),
    ...tablesInLine(
      rectangle(2, 48, 86, {
        location: 'counter',
        features: ['counter', 'chef_view'],
        channels: ['in_house', 'walk_in'],
      }),
      {
        numbers: ['C6'],
        x: 592,
        y: 200,
      },
    ),
    ...tablesInLine(square(2, 62, { features: ['wheelchair_accessible'] }), {
      numbers: numbersFrom(1, 4),
      x: 52,
      y: 340,
      stepX: 92,
    }),
    ...tablesInLine(square(4, 84), { numbers: ['5', '6'], x: 440, y: 330, stepX: 104 }),
    ...tablesInLine(square(4, 84, { features: ['window_view'] }), {
      numbers: numbersFrom(7, 9),
      x: 230,
      y: 510,
      stepX: 112,
    }),
    ...tablesInLine(square(2, 62, { features: ['window_view'] }), { numbers: ['10'], x: 572, y: 520 }),
    ...tablesInLine(
      rectangle(6, 190, 90, { location: 'private', partySizeMin: 3, features: ['tatami', 'private', 'quiet'] }),
      {
        numbers: ['Ume'],
        x: 760,
        y: 120,
      },
    ),
    ...tablesInLine(
      rectangle(8, 240, 90, { location: 'private', partySizeMin: 5, features: ['tatami', 'private', 'quiet'] }),
      { numbers: ['Matsu'], x: 740, y: 440 },
    ),
  ],
};

export const sushiKawa: DemoHouse = {
  place: 3,
  profile: {
    name: 'Sushi Kawa',
    slug: 'sushi-kawa',
    zone: 'Asia/Tokyo',
    cuisine: 'Sushi',
    description:
      'Twelve seats at the cypress counter, a few tables, two tatami rooms. Edomae sushi from the morning’s market in Toyosu; ' +
      'omakase at the counter, à la carte everywhere.',
    address: '4-13-9 Tsukiji, Chūō-ku, Tokyo 104-0045',
    phone: '+81 3 0000 0413',
    email: 'yoyaku@sushi-kawa.example.com',
    currency: 'JPY',
  },
  settings: {
    periods: [
      {
        name: 'Lunch',
        weekdays: [0, 1, 2, 4, 5, 6],
        startTime: '11:30',
        lastStartTime: '13:30',
        intervalMinutes: 30,
        pacingCoversMax: 20,
        pacingPartiesMax: null,
        channels: ['online', 'in_house', 'walk_in'],
      },
      {
        name: 'Dinner',
        weekdays: [0, 1, 2, 4, 5, 6],
        startTime: '17:30',
        lastStartTime: '21:00',
        intervalMinutes: 30,
        pacingCoversMax: 24,
        pacingPartiesMax: 8,
        channels: ['online', 'in_house', 'walk_in'],
      },
    ],
    turnTimes: [
      { partySizeMax: 2, minutes: 90 },
      { partySizeMax: 4, minutes: 105 },
      { partySizeMax: 10, minutes: 135 },
    ],
    resetMinutes: 15,
    policies: {
      noticeMinutes: 120,
      horizonDays: 45,
      partySizeMinOnline: 1,
      partySizeMaxOnline: 6,
      pendingFromPartySize: 6,
      confirmByHand: false,
      holdMinutes: 10,
      lateAfterMinutes: 10,
      noShowAfterMinutes: 45,
      cancelUntilMinutes: 1440,
      modifyUntilMinutes: 720,
      bookingPolicyText:
        'The counter starts together: please be there on time. Fish is cut for you, so tell us about allergies now.',
      cancellationPolicyText: 'Cancel free of charge until the day before.',
    },
  },
  closure: { daysAhead: 8, name: 'A day at sea with our fishermen' },
  areas: [
    { key: 'main', name: 'Tables' },
    { key: 'counter', name: 'Counter' },
    { key: 'private', name: 'Tatami rooms' },
  ],
  maps: [room],
  combinations: [
    { tableNumbers: ['C1', 'C2'], partySizeMin: 3, partySizeMax: 4 },
    { tableNumbers: ['C3', 'C4'], partySizeMin: 3, partySizeMax: 4 },
    { tableNumbers: ['C2', 'C3'], partySizeMin: 3, partySizeMax: 4 },
    { tableNumbers: ['C4', 'C5'], partySizeMin: 3, partySizeMax: 4 },
    { tableNumbers: ['C1', 'C2', 'C3'], partySizeMin: 5, partySizeMax: 6 },
    { tableNumbers: ['1', '2'], partySizeMin: 3, partySizeMax: 4 },
    { tableNumbers: ['3', '4'], partySizeMin: 3, partySizeMax: 4 },
    { tableNumbers: ['5', '6'], partySizeMin: 5, partySizeMax: 8 },
    { tableNumbers: ['7', '8'], partySizeMin: 5, partySizeMax: 8 },
    { tableNumbers: ['7', '8', '9'], partySizeMin: 9, partySizeMax: 12 },
  ],
  demand: {
    bookingsPerSaturday: 52,
    weekdayShares: [0.9, 0.76, 0.78, 0, 0.86, 0.98, 1],
    monthShares: [0.94, 0.94, 1.02, 1.04, 0.98, 0.94, 0.96, 0.9, 0.98, 1, 1.02, 1.14],
    hours: [
      [11, 6],
      [12, 15],
      [13, 8],
      [17, 10],
      [18, 26],
      [19, 22],
      [20, 11],
      [21, 2],
    ],
    walkInShare: 0.14,
    medianLeadDays: 5,
  },
  origins: [
    ['japanese', 74],
    ['english', 8],
    ['chinese', 6],
    ['korean', 4],
    ['french', 2],
    ['german', 2],
    ['hawaiian', 2],
    ['nordic', 2],
  ],
  // No subscriber's number begins with four zeros.
  phoneOf: (number) => `+81 ${number % 2 === 0 ? '90' : '80'} 0000 ${String(number).padStart(4, '0')}`,
};
