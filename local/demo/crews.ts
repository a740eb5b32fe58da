/** Who works in the demo restaurants, which tables are whose, and what is to be done there. */
import type * as z from 'zod';
import type { CreateTask, Duty } from '../../worker/contract/work.ts';

export interface Colleague {
  readonly email: string;
  readonly name: string;
  readonly role: Duty;
}

export interface Crew {
  /** The restaurant's id. */
  readonly place: number;
  /** Beside those whom `npm start` names. */
  readonly colleagues: readonly Colleague[];
  readonly sections: readonly { readonly name: string; readonly tableNumbers: readonly string[] }[];
  /** When each duty is worked, and the weekdays on which the house is open: 0 Sunday … 6 Saturday. */
  readonly hours: Readonly<Record<Duty, readonly [startTime: string, endTime: string]>>;
  readonly openWeekdays: readonly number[];
  readonly tasks: readonly Omit<z.input<typeof CreateTask>, 'assigneeUserId'>[];
}

const everyDay = [0, 1, 2, 3, 4, 5, 6];
const daily = (weekdays: readonly number[]) => ({ weekdays: [...weekdays] });

const lumeDays = everyDay;
const lume: Crew = {
  place: 1,
  colleagues: [
    { email: 'bianca@demo.test', name: 'Bianca Conti', role: 'server' },
    { email: 'tomas@demo.test', name: 'Tomás Rivera', role: 'server' },
    { email: 'meiling@demo.test', name: 'Mei-Ling Chen', role: 'server' },
    { email: 'giulio@demo.test', name: 'Giulio Ferrara', role: 'kitchen' },
  ],
  sections: [
    { name: 'Windows', tableNumbers: ['1', '2', '3', '4', '5', '30', '31', '32', '33'] },
    { name: 'Middle', tableNumbers: ['10', '11', '12', '13', '14', '15', '20', '21'] },
    {
      name: 'Bar and sala',
      tableNumbers: ['40', '41', '42', '43', '50', '51', 'B1', 'B2', 'B3', 'B4', 'B5', 'P1'],
    },
    { name: 'Garden', tableNumbers: ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8'] },
  ],
  hours: {
    server: ['16:30', '23:30'],
    host: ['16:00', '23:00'],
    kitchen: ['14:00', '23:30'],
    manager: ['15:00', '00:30'],
  },
  openWeekdays: lumeDays,
  tasks: [
    {
      list: 'opening',
      title: 'Candles and flowers on every table',
      dueTime: '16:45',
      assigneeRole: 'server',
      ...daily(lumeDays),
    },
    {
      list: 'opening',
      title: 'Go through tonight’s allergies with the kitchen',
      dueTime: '16:30',
      assigneeRole: 'host',
      ...daily(lumeDays),
    },
    { list: 'opening', title: 'Heaters in the garden on', dueTime: '16:50', ...daily([4, 5, 6, 0]) },
    { list: 'service', title: 'Restrooms checked at the turn', dueTime: '20:00', ...daily(lumeDays) },
    {
      list: 'closing',
      title: 'Fridge temperatures in the book',
      dueTime: '23:00',
      assigneeRole: 'kitchen',
      ...daily(lumeDays),
    },
    {
      list: 'closing',
      title: 'Cash up and lock the safe',
      dueTime: '00:15',
      assigneeRole: 'manager',
      ...daily(lumeDays),
    },
    {
      list: 'follow_up',
      title: 'Call the florist about the arch for Saturday',
      notes: 'She closes at five.',
      dueTime: '17:00',
    },
    { list: 'follow_up', title: 'Send the private room’s invoice', assigneeRole: 'manager' },
  ],
};

const canalDays = [0, 2, 3, 4, 5, 6];
const canal: Crew = {
  place: 2,
  colleagues: [
    { email: 'camille@demo.test', name: 'Camille Girard', role: 'manager' },
    { email: 'theo@demo.test', name: 'Théo Lefèvre', role: 'host' },
    { email: 'lea@demo.test', name: 'Léa Moreau', role: 'server' },
    { email: 'malik@demo.test', name: 'Malik N’Diaye', role: 'server' },
    { email: 'ines@demo.test', name: 'Inès Beauchêne', role: 'server' },
    { email: 'etienne@demo.test', name: 'Étienne Marchand', role: 'kitchen' },
  ],
  sections: [
    { name: 'Banquettes', tableNumbers: ['1', '2', '3', '4', '5', '6', '7', '8', '11', '12', '13', 'S1'] },
    {
      name: 'Salle',
      tableNumbers: ['21', '22', '23', '24', '31', '32', '33', '34', '41', '42', '43', '44', '45'],
    },
    {
      name: 'Terrasse et zinc',
      tableNumbers: ['51', '52', '53', '54', 'Z1', 'Z2', 'Z3', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8'],
    },
  ],
  hours: {
    server: ['18:00', '00:00'],
    host: ['17:30', '23:30'],
    kitchen: ['15:30', '23:45'],
    manager: ['17:00', '01:00'],
  },
  openWeekdays: canalDays,
  tasks: [
    { list: 'opening', title: 'Write the ardoise', dueTime: '18:15', ...daily(canalDays) },
    { list: 'opening', title: 'Terrasse set and swept', dueTime: '18:30', assigneeRole: 'server', ...daily(canalDays) },
    {
      list: 'closing',
      title: 'Terrasse stacked and chained',
      dueTime: '00:30',
      assigneeRole: 'server',
      ...daily(canalDays),
    },
    {
      list: 'closing',
      title: 'Order bread for tomorrow',
      dueTime: '23:00',
      assigneeRole: 'kitchen',
      ...daily(canalDays),
    },
    { list: 'follow_up', title: 'Return the scarf left at 23', notes: 'It hangs in the office.' },
  ],
};

const kawaDays = [0, 1, 2, 4, 5, 6];
const kawa: Crew = {
  place: 3,
  colleagues: [
    { email: 'haruka@demo.test', name: 'Haruka Satō', role: 'manager' },
    { email: 'yui@demo.test', name: 'Yui Tanaka', role: 'host' },
    { email: 'takumi@demo.test', name: 'Takumi Itō', role: 'server' },
    { email: 'aoi@demo.test', name: 'Aoi Watanabe', role: 'server' },
    { email: 'ryosuke@demo.test', name: 'Ryōsuke Kobayashi', role: 'kitchen' },
  ],
  sections: [
    { name: 'Counter', tableNumbers: ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', '1', '2'] },
    { name: 'Tables and tatami', tableNumbers: ['3', '4', '5', '6', '7', '8', '9', '10', 'Ume', 'Matsu'] },
  ],
  hours: {
    server: ['16:30', '22:45'],
    host: ['16:30', '22:30'],
    kitchen: ['13:00', '23:00'],
    manager: ['15:00', '23:30'],
  },
  openWeekdays: kawaDays,
  tasks: [
    {
      list: 'opening',
      title: 'Fish from Toyosu checked in',
      dueTime: '13:30',
      assigneeRole: 'kitchen',
      ...daily(kawaDays),
    },
    { list: 'opening', title: 'Tatami rooms aired', dueTime: '16:45', assigneeRole: 'server', ...daily(kawaDays) },
    { list: 'closing', title: 'Counter oiled', dueTime: '22:45', assigneeRole: 'kitchen', ...daily(kawaDays) },
  ],
};

export const crews: readonly Crew[] = [lume, canal, kawa];
