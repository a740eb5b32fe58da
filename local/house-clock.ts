/** Sets a restaurant's clock on a local server: another time of day, as long as somebody asks for it. */
export interface HouseClock {
  /** Epoch milliseconds; from then on the clock runs at its usual pace. */
  set(at: number): Promise<void>;
  /** Back to the system's time. */
  reset(): Promise<void>;
}

export function houseClock(origin: string, restaurantId: number): HouseClock {
  const put = async (offsetMs: number): Promise<void> => {
    const response = await fetch(new URL('/__local/clock', origin), {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ restaurantId, offsetMs }),
    });
    if (!response.ok) throw new Error(`the clock could not be set: ${response.status} ${await response.text()}`);
  };
  return { set: (at) => put(Math.round(at - Date.now())), reset: () => put(0) };
}
