import type { ChartConfiguration } from 'chart.js';

/** The look's colours as a canvas understands them. */
export interface Palette {
  readonly ink: string;
  readonly inkSoft: string;
  /** For areas that others lie over. */
  readonly inkFaint: string;
  readonly line: string;
  readonly accent: string;
  readonly warning: string;
  readonly font: string;
}

export type Draw = (palette: Palette) => ChartConfiguration<'bar' | 'line', (number | null)[], string>;

/**
 * Draws a chart on a canvas, again whenever the colours of the page change. The library comes only when a chart is on the
 * page, with the parts that the charts here need. For `{@attach}`.
 */
export function chart(draw: Draw) {
  return (canvas: HTMLCanvasElement): (() => void) => {
    let gone = false;
    let clear = (): void => undefined;
    void import('./chart-parts.ts').then(({ Chart }) => {
      if (gone) return;
      const drawNow = () => new Chart(canvas, draw(paletteOf(canvas)));
      let drawn = drawNow();
      const again = (): void => {
        drawn.destroy();
        drawn = drawNow();
      };
      const dark = matchMedia('(prefers-color-scheme: dark)');
      const theme = new MutationObserver(again);
      dark.addEventListener('change', again);
      theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
      clear = () => {
        dark.removeEventListener('change', again);
        theme.disconnect();
        drawn.destroy();
      };
    });
    return () => {
      gone = true;
      clear();
    };
  };
}

/** Tokens hold `light-dark()`: only an element's computed colour says which it is. */
function paletteOf(canvas: HTMLCanvasElement): Palette {
  const probe = document.createElement('span');
  canvas.after(probe);
  const colour = (token: string): string => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const ink = colour('ink');
  const palette = {
    ink,
    inkFaint: ink.replace('rgb(', 'rgba(').replace(')', ', 0.14)'),
    inkSoft: colour('ink-soft'),
    line: colour('line'),
    accent: colour('accent'),
    warning: colour('warning'),
    font: getComputedStyle(canvas).fontFamily,
  };
  probe.remove();
  return palette;
}

/** Covers over a row of times or nights: what every chart here has in common. */
export function coversOptions({ inkSoft, line, font }: Palette) {
  const axis = { ticks: { color: inkSoft, font: { family: font, size: 12 } }, border: { color: line } };
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    animation: isStill ? (false as const) : { duration: 240 },
    maintainAspectRatio: false,
    interaction: { mode: 'index' as const, intersect: false },
    scales: {
      x: { ...axis, ticks: { ...axis.ticks, maxRotation: 0 }, grid: { display: false } },
      y: {
        ...axis,
        beginAtZero: true,
        grid: { color: line },
        title: { display: true, text: 'covers', color: inkSoft },
      },
    },
  };
}
