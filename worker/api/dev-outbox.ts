/** `/dev/outbox`: the mail that would have left, for people and tests on one machine. A deployed Worker knows no such address. */
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { instantText } from '../domain/time/service-date.ts';
import type { Env } from '../env.ts';
import { groupDatabases } from '../store/database.ts';
import { type AccountMail, recentAccountMails } from '../store/account-mails.ts';
import { type Delivery, recentDeliveries } from '../store/deliveries.ts';
import type { ApiEnvironment } from './environment.ts';
import { answerNotFound } from './problem.ts';

const shownMax = 100;
/** Messages are framed by `srcdoc`, which lives under the same policy: their own styles, and nothing else, apply. */
const pagePolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const devOutbox = new Hono<ApiEnvironment>();

/** The newest first; as JSON `{ items }` for whoever accepts `application/json`. */
devOutbox.get('/', async (c) => {
  if (c.env.ENVIRONMENT === 'production') return answerNotFound(c.get('requestId'));
  const deliveries = await newestDeliveries(c.env);
  c.header('Vary', 'Accept');
  if (c.req.header('Accept')?.includes('application/json')) return c.json({ items: deliveries.map(itemOf) });
  c.header('Content-Security-Policy', pagePolicy);
  return c.html(page(deliveries));
});

/** A mail to an account stands beside those about bookings. */
type Shown = Omit<Delivery, 'eventId' | 'restaurantId'> & {
  readonly eventId: string | null;
  readonly restaurantId: number | null;
};

function shownOf(mails: readonly AccountMail[]): Shown[] {
  return mails.map(({ createdAt, ...mail }) => ({
    ...mail,
    channel: 'email',
    dueAt: createdAt,
    eventId: null,
    restaurantId: null,
    reservationId: null,
    waitlistId: null,
  }));
}

async function newestDeliveries(env: Env): Promise<Shown[]> {
  const about = groupDatabases(env).map((database) => recentDeliveries(database, shownMax));
  const found: Shown[][] = await Promise.all([...about, recentAccountMails(env, shownMax).then(shownOf)]);
  return found
    .flat()
    .sort((one, other) => other.dueAt - one.dueAt || other.id - one.id)
    .slice(0, shownMax);
}

function itemOf(delivery: Shown) {
  const { id, eventId, channel, template, restaurantId, reservationId, waitlistId, recipient } = delivery;
  const { subject, state, attempts } = delivery;
  return {
    ...{ id, eventId, channel, template, restaurantId, reservationId, waitlistId, recipient, subject, state, attempts },
    text: delivery.bodyText,
    html: delivery.bodyHtml,
    note: delivery.error,
    dueAt: instantText(delivery.dueAt),
    sentAt: delivery.sentAt === null ? null : instantText(delivery.sentAt),
  };
}

const styles = `
:root { color-scheme: light dark; }
body { margin: 0 auto; padding: 2rem 1rem; max-width: 48rem; background: light-dark(#fbf9f4, #16130f); color: light-dark(#1c1a17, #f3ede2); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-weight: 400; }
article { margin-block: 1.5rem; padding: 1rem 1.25rem; border: 1px solid light-dark(#e2dbcd, #363027); border-radius: 0.5rem; background: light-dark(#ffffff, #1f1b16); overflow-wrap: anywhere; }
h2 { margin: 0; font-size: 1.125rem; }
p { margin-block: 0.25rem 1rem; color: light-dark(#57514a, #bdb3a5); }
pre { white-space: pre-wrap; font: 0.875rem/1.5 ui-monospace, monospace; }
iframe { width: 100%; height: 34rem; border: 1px solid light-dark(#e2dbcd, #363027); resize: vertical; }
summary { cursor: pointer; padding-block: 0.375rem; }
`;

function page(deliveries: readonly Shown[]) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Outbox</title>
        <style>
          ${raw(styles)}
        </style>
      </head>
      <body>
        <h1>Outbox</h1>
        <p>Mail that leaves this machine only when a provider is configured; the newest ${shownMax} first.</p>
        <main>${deliveries.length === 0 ? html`<p>Nothing was sent yet.</p>` : deliveries.map(entry)}</main>
      </body>
    </html> `;
}

function entry(delivery: Shown, index: number) {
  const { bodyHtml, bodyText, error, id, recipient, state, subject, template } = delivery;
  const when = instantText(delivery.sentAt ?? delivery.dueAt);
  const title = subject === '' ? `(${template}, not written yet)` : subject;
  // Links open in a window of their own; scripts and everything else stay shut in.
  const frame = html`<iframe
    title="${title}"
    loading="lazy"
    sandbox="allow-popups allow-popups-to-escape-sandbox"
    srcdoc="${bodyHtml ?? ''}"
  ></iframe>`;
  return html`<article data-delivery="${id}">
    <h2>${title}</h2>
    <p>To ${recipient} · ${state}${error === null ? '' : `: ${error}`} · <time datetime="${when}">${when}</time></p>
    ${
      bodyText === ''
        ? ''
        : html`<details>
            <summary>As text</summary>
            <pre>${bodyText}</pre>
          </details>`
    }
    ${
      bodyHtml === null
        ? ''
        : html`<details ${index === 0 ? 'open' : ''}>
            <summary>As it looks</summary>
            ${frame}
          </details>`
    }
  </article> `;
}
