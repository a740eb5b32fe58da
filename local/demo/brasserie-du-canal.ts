import { element, numbersFrom, outerWalls, rectangle, round, square, tablesInLine } from './floor-drawing.ts';
import type { DrawnMap } from './floor-drawing.ts';
import type { DemoHouse } from './house.ts';

const roomSize = { width: 1300, height: 780 };
const terraceSize = { width: 1100, height: 420 };

const room: DrawnMap = {
  name: 'Salle',
  dimensions: roomSize,
  staticElements: [
    ...outerWalls(roomSize),
    element('window', 'window-south-1', [230, 768, 220, 12]),
    element('window', 'window-south-2', [490, 768, 220, 12]),
    element('window', 'window-south-3', [950, 768, 220, 12]),
    element('door', 'entrance', [770, 758, 130, 20], 'Entrée'),
    element('bar', 'zinc', [520, 300, 300, 62], 'Zinc'),
    element('kitchen_entrance', 'kitchen', [1180, 120, 108, 100], 'Cuisine'),
    element('restroom', 'restrooms', [1180, 300, 108, 110], 'Toilettes'),
    element('wall', 'salon-east', [330, 12, 12, 250]),
    element('wall', 'salon-south', [12, 250, 330, 12]),
    element('door', 'salon-door', [326, 120, 20, 80], 'Salon'),
  ],
  tables: [
    ...tablesInLine(
      rectangle(12, 230, 92, {
        location: 'private',
        partySizeMin: 7,
        features: ['private', 'quiet', 'wheelchair_accessible'],
      }),
      { numbers: ['S1'], x: 55, y: 84 },
    ),
    ...tablesInLine(square(2, 62, { features: ['banquette'] }), {
      numbers: numbersFrom(1, 8),
      x: 390,
      y: 40,
      stepX: 92,
    }),
    ...tablesInLine(rectangle(4, 104, 74, { features: ['banquette'] }), {
      numbers: numbersFrom(11, 13),
      x: 420,
      y: 170,
      stepX: 170,
    }),
    ...tablesInLine(
      round(2, 48, { location: 'bar', features: ['bar', 'high_seat'], channels: ['in_house', 'walk_in'] }),
      {
        numbers: numbersFrom(1, 3, 'Z'),
        x: 560,
        y: 374,
        stepX: 86,
      },
    ),
    ...tablesInLine(square(4, 84, { features: ['wheelchair_accessible'] }), {
      numbers: numbersFrom(21, 24),
      x: 60,
      y: 330,
      stepX: 112,
    }),
    ...tablesInLine(square(4, 84), { numbers: numbersFrom(31, 34), x: 60, y: 490, stepX: 112 }),
    ...tablesInLine(square(2, 62, { features: ['window_view'] }), {
      numbers: numbersFrom(41, 44),
      x: 240,
      y: 670,
      stepX: 124,
    }),
    ...tablesInLine(round(6, 120, { partySizeMin: 4 }), { numbers: ['51', '52'], x: 900, y: 330, stepX: 150 }),
    ...tablesInLine(rectangle(6, 150, 78, { partySizeMin: 4 }), { numbers: ['53', '54'], x: 900, y: 500, stepX: 190 }),
    ...tablesInLine(square(2, 62, { features: ['window_view'] }), { numbers: ['45'], x: 1030, y: 660 }),
  ],
};

const terrace: DrawnMap = {
  name: 'Terrasse',
  dimensions: terraceSize,
  staticElements: [
    element('wall', 'facade', [0, 0, 1100, 12]),
    element('door', 'terrace-door', [490, 2, 120, 18], 'Salle'),
    element('wall', 'planter-west', [0, 300, 360, 24]),
    element('wall', 'planter-east', [740, 300, 360, 24]),
    element('window', 'canal', [0, 396, 1100, 24], 'Canal Saint-Martin'),
  ],
  tables: [
    ...tablesInLine(round(2, 60, { location: 'terrace', features: ['outdoor', 'water_view'] }), {
      numbers: numbersFrom(1, 4, 'T'),
      x: 60,
      y: 210,
      stepX: 100,
    }),
    ...tablesInLine(
      square(4, 80, { location: 'terrace', features: ['outdoor', 'water_view', 'wheelchair_accessible'] }),
      {
        numbers: numbersFrom(5, 8, 'T'),
        x: 640,
        y: 200,
        stepX: 112,
      },
    ),
  ],
};

export const brasserieDuCanal: DemoHouse = {
  place: 2,
  profile: {
    name: 'Brasserie du Canal',
    slug: 'brasserie-du-canal',
    zone: 'Europe/Paris',
    cuisine: 'French',
    description:
      'Huîtres, steak frites and île flottante under the plane trees of the Canal Saint-Martin, since 1924. ' +
      'The terrace faces south; dogs are welcome there.',
    address: '88 quai de Valmy, 75010 Paris',
    phone: '+33 1 99 00 88 24',
    email: 'bonjour@brasserie-du-canal.example.com',
    currency: 'EUR',
  },
  settings: {
    periods: [
      {
        name: 'Déjeuner',
        weekdays: [0, 2, 3, 4, 5, 6],
        startTime: '12:00',
        lastStartTime: '14:15',
        intervalMinutes: 15,
        pacingCoversMax: 36,
        pacingPartiesMax: null,
        channels: ['online', 'in_house', 'walk_in'],
      },
      {
        name: 'Dîner',
        weekdays: [0, 2, 3, 4, 5, 6],
        startTime: '18:45',
        lastStartTime: '22:30',
        intervalMinutes: 15,
        pacingCoversMax: 34,
        pacingPartiesMax: 11,
        channels: ['online', 'in_house', 'walk_in'],
      },
    ],
    turnTimes: [
      { partySizeMax: 2, minutes: 90 },
      { partySizeMax: 4, minutes: 120 },
      { partySizeMax: 7, minutes: 135 },
      { partySizeMax: 14, minutes: 165 },
    ],
    resetMinutes: 10,
    policies: {
      noticeMinutes: 60,
      horizonDays: 90,
      partySizeMinOnline: 1,
      partySizeMaxOnline: 10,
      pendingFromPartySize: 9,
      confirmByHand: false,
      holdMinutes: 10,
      lateAfterMinutes: 20,
      noShowAfterMinutes: 60,
      cancelUntilMinutes: 180,
      modifyUntilMinutes: 180,
      bookingPolicyText: 'Votre table vous attend vingt minutes. We keep your table for twenty minutes.',
      cancellationPolicyText: 'Cancel free of charge until three hours before your booking.',
    },
  },
  closure: { daysAhead: 11, name: 'Fermeture exceptionnelle: mariage' },
  areas: [
    { key: 'main', name: 'Salle' },
    { key: 'terrace', name: 'Terrasse' },
    { key: 'bar', name: 'Zinc' },
    { key: 'private', name: 'Salon Louis Jouvet' },
  ],
  maps: [room, terrace],
  combinations: [
    { tableNumbers: ['1', '2'], partySizeMin: 3, partySizeMax: 4 },
    { tableNumbers: ['3', '4'], partySizeMin: 3, partySizeMax: 4 },
    { tableNumbers: ['5', '6'], partySizeMin: 3, partySizeMax: 4 },
    { tableNumbers: ['7', '8'], partySizeMin: 3, partySizeMax: 4 },
    { tableNumbers: ['1', '2', '3', '4'], partySizeMin: 5, partySizeMax: 8 },
    { tableNumbers: ['5', '6', '7', '8'], partySizeMin: 5, partySizeMax: 8 },
    { tableNumbers: ['21', '22'], partySizeMin: 5, partySizeMax: 6 },
    { tableNumbers: ['23', '24'], partySizeMin: 5, partySizeMax: 6 },
    { tableNumbers: ['21', '22', '23', '24'], partySizeMin: 9, partySizeMax: 12 },
    { tableNumbers: ['31', '32'], partySizeMin: 5, partySizeMax: 6 },
    { tableNumbers: ['33', '34'], partySizeMin: 5, partySizeMax: 6 },
    { tableNumbers: ['31', '32', '33'], partySizeMin: 7, partySizeMax: 9 },
    { tableNumbers: ['53', '54'], partySizeMin: 8, partySizeMax: 12 },
    { tableNumbers: ['T5', 'T6'], partySizeMin: 5, partySizeMax: 6 },
    { tableNumbers: ['T7', 'T8'], partySizeMin: 5, partySizeMax: 6 },
  ],
  demand: {
    bookingsPerSaturday: 90,
    weekdayShares: [0.72, 0, 0.62, 0.66, 0.76, 0.96, 1],
    monthShares: [0.88, 0.92, 0.98, 1, 1.08, 1.1, 1.02, 0.72, 1.02, 1, 0.96, 1.06],
    hours: [
      [12, 14],
      [13, 13],
      [14, 2],
      [18, 3],
      [19, 20],
      [20, 28],
      [21, 15],
      [22, 5],
    ],
    walkInShare: 0.22,
    medianLeadDays: 4,
  },
  origins: [
    ['french', 60],
    ['arabic', 8],
    ['english', 8],
    ['portuguese', 5],
    ['italian', 4],
    ['german', 4],
    ['spanish', 3],
    ['vietnamese', 3],
    ['dutch', 2],
    ['turkish', 2],
    ['nigerian', 2],
    ['nordic', 2],
  ],
  // The regulator keeps 06 39 98 for films.
  phoneOf: (number) =>
    `+33 6 39 98 ${String(number)
      .padStart(4, '0')
      .replace(/(..)(..)/, '$1 $2')}`,
};
