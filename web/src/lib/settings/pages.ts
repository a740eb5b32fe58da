/** The settings' pages, in the order in which a house is set up. */
export const settingsPages = [
  { path: 'hours', label: 'Hours and services' },
  { path: 'special-days', label: 'Special days' },
  { path: 'turns', label: 'Turns and reset' },
  { path: 'policies', label: 'Booking rules' },
  { path: 'seating', label: 'Seating' },
  { path: 'tables', label: 'Tables' },
  { path: 'combinations', label: 'Joined tables' },
  { path: 'sections', label: 'Sections' },
  { path: 'areas', label: 'Areas' },
  { path: 'maps', label: 'Floor maps' },
  { path: 'profile', label: 'The restaurant' },
] as const;
