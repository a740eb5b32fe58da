/** One plain sheet for every message: readable without styles, in the dark, and as text alone. */
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export interface Sheet {
  readonly heading: string;
  readonly greeting: string;
  readonly lead: string;
  /** Null where the message is about an account. */
  readonly booking: {
    readonly restaurant: string;
    readonly when: string;
    readonly zone: string;
    readonly party: string;
    readonly confirmationNumber: string;
  } | null;
  readonly action: { readonly label: string; readonly url: string } | null;
  readonly policies: readonly string[];
  /** The restaurant's name, address and phone number, what there is of them. */
  readonly signature: readonly string[];
}

type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** `head` goes into the page's head as it is. */
export async function layOut(sheet: Sheet, head: Markup): Promise<{ readonly text: string; readonly html: string }> {
  const page = await asPage(sheet, head);
  return { text: asText(sheet), html: page.toString() };
}

function asText(sheet: Sheet): string {
  const { action, booking } = sheet;
  const paragraphs = [
    sheet.greeting,
    `${sheet.heading}. ${sheet.lead}`,
    ...(booking === null
      ? []
      : [
          [
            booking.restaurant,
            `${booking.when} (${booking.zone})`,
            booking.party,
            `Confirmation number ${booking.confirmationNumber}`,
          ].join('\n'),
        ]),
    ...(action === null ? [] : [`${action.label}:\n${action.url}`]),
    ...sheet.policies,
    ['--', ...sheet.signature].join('\n'),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

/** Where mail programs drop the style sheet, the order of the text still carries the message. */
const styles = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 32px 16px; background: #fbf9f4; color: #1c1a17; font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif; }
main { max-width: 34rem; margin: 0 auto; }
h1 { margin: 0 0 24px; font: 400 28px/1.2 ui-serif, 'Iowan Old Style', Palatino, Georgia, serif; }
.booking { margin: 24px 0; padding: 20px 0; border: solid #e2dbcd; border-width: 1px 0; }
.booking p { margin: 0; }
.when { font-size: 20px; }
.soft, footer { color: #57514a; font-size: 14px; }
.policy { white-space: pre-line; }
.action a { display: inline-block; padding: 12px 20px; border-radius: 6px; background: #1d5b47; color: #ffffff; text-decoration: none; }
footer { margin-top: 32px; }
@media (prefers-color-scheme: dark) {
  body { background: #16130f; color: #f3ede2; }
  .booking { border-color: #363027; }
  .soft, footer { color: #bdb3a5; }
  .action a { background: #a3cab5; color: #10201a; }
}`;

function asPage(sheet: Sheet, head: Markup): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${sheet.heading}</title>
        <style>
          ${raw(styles)}
        </style>
        ${head}
      </head>
      <body>
        <main>
          <h1>${sheet.heading}</h1>
          <p>${sheet.greeting}</p>
          <p>${sheet.lead}</p>
          ${sheet.booking === null ? '' : bookingBlock(sheet.booking)}
          ${
            sheet.action === null
              ? ''
              : html`<p class="action"><a href="${sheet.action.url}" target="_blank">${sheet.action.label}</a></p>`
          }
          ${sheet.policies.map((policy) => html`<p class="soft policy">${policy}</p> `)}
          <footer>${sheet.signature.map((line) => html`${line}<br /> `)}</footer>
        </main>
      </body>
    </html> `;
}

function bookingBlock({ restaurant, when, zone, party, confirmationNumber }: NonNullable<Sheet['booking']>): Markup {
  return html`<div class="booking">
    <p><strong>${restaurant}</strong></p>
    <p class="when">${when}</p>
    <p class="soft">${zone}</p>
    <p>${party}</p>
    <p>Confirmation number <strong>${confirmationNumber}</strong></p>
  </div>`;
}
