/** The mail provider's side on this machine: takes batches as Postmark does and remembers what came, and how often. */
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedMail {
  /** What the Worker says it is about. */
  readonly eventId: string;
  readonly reservationId: number;
  /** `confirmation`, `changed`, `cancelled` … */
  readonly template: string;
}

export interface MailProvider {
  readonly received: readonly ReceivedMail[];
  /** The Worker's settings that lead here. */
  readonly vars: Readonly<Record<string, string>>;
  /** `down` takes nothing; `silent` takes everything and never says so. */
  behave(how: 'well' | 'down' | 'silent'): void;
  close(): Promise<void>;
}

interface PostmarkMessage {
  readonly Tag: string;
  readonly Metadata: { readonly eventId: string; readonly reservationId: string };
}

export async function openMailProvider(): Promise<MailProvider> {
  const received: ReceivedMail[] = [];
  let behaviour: 'well' | 'down' | 'silent' = 'well';
  const answer = (messages: readonly PostmarkMessage[], response: ServerResponse): void => {
    if (behaviour === 'down') {
      response.writeHead(503).end();
      return;
    }
    for (const { Tag: template, Metadata } of messages) {
      received.push({ eventId: Metadata.eventId, reservationId: Number(Metadata.reservationId), template });
    }
    if (behaviour === 'silent') {
      response.destroy();
      return;
    }
    const answers = messages.map((_, index) => ({ ErrorCode: 0, Message: 'OK', MessageID: `mail-${String(index)}` }));
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answers));
  };
  const server = createServer((request, response) => {
    readBody(request).then(
      (text) => {
        answer(JSON.parse(text) as PostmarkMessage[], response);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    received,
    vars: {
      POSTMARK_TOKEN: 'a token for tests alone',
      POSTMARK_HOST: `127.0.0.1:${String(port)}`,
      MAIL_FROM: 'bookings@example.com',
    },
    behave(how) {
      behaviour = how;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
