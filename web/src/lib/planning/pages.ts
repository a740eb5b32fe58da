import type { Capability } from '#contract';

interface PlanningPage {
  readonly path: 'seating' | 'forecast' | 'what-if';
  readonly label: string;
  readonly needs: Capability;
}

const planningPages: readonly PlanningPage[] = [
  { path: 'seating', label: 'Plan', needs: 'reservations.read' },
  { path: 'forecast', label: 'Forecast', needs: 'reservations.read' },
  { path: 'what-if', label: 'What if', needs: 'analytics.read' },
];

/** All of them, for whoever asks whether a page is one of them. */
export const planningPaths = planningPages.map(({ path }) => path);

export function planningPagesFor(capabilities: readonly Capability[]): readonly PlanningPage[] {
  return planningPages.filter(({ needs }) => capabilities.includes(needs));
}
