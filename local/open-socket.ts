/**
 * A socket of the live floor with a Bearer token, as no browser could open one. Node's WebSocket takes headers where the
 * standard has protocols alone, which the types of only some environments know.
 */
export async function openSocket(
  url: string,
  accessToken: string | null,
  hear: (message: string) => void,
): Promise<WebSocket> {
  const headers = { Authorization: `Bearer ${accessToken ?? ''}` };
  const Socket = WebSocket as unknown as new (url: string, options: { readonly headers: object }) => WebSocket;
  const socket = new Socket(url.replace(/^http/, 'ws'), { headers });
  socket.addEventListener('message', ({ data }) => {
    hear(String(data));
  });
  await new Promise<void>((opened, failed) => {
    socket.addEventListener('open', () => {
      opened();
    });
    socket.addEventListener('error', () => {
      failed(new Error(`no socket opens at ${url}`));
    });
  });
  return socket;
}
