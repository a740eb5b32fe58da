/** `system` follows the device; the others are a person's choice, kept in a cookie so that the server renders it. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = 'theme';
export const themeCookieMaxAge_s = 365 * 24 * 60 * 60;

export function themeOf(value: string | null | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system';
}

/** What the browser paints before any style sheet is there. */
export function colorSchemeOf(theme: Theme): string {
  return theme === 'system' ? 'light dark' : theme;
}
