/** Postmark, which carries our mail. A batch answers 200 even when items fail, so every item's own code is read. */
import { Errors, Models, ServerClient } from 'postmark';

export interface PostmarkAccount {
  /** A server's token, sent as `X-Postmark-Server-Token`. */
  readonly token: string;
  /** `host` or `host:port`; undefined is Postmark itself. */
  readonly host: string | undefined;
}

export interface MailAttachment {
  readonly name: string;
  /** With its parameters: `text/calendar; charset=utf-8; method=REQUEST`. */
  readonly contentType: string;
  readonly text: string;
}

export interface Mail {
  /** `"Osteria Lume" <bookings@example.com>` */
  readonly from: string;
  readonly to: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** What kind of message it is, for the provider's statistics. */
  readonly tag: string;
  /** Comes back with the provider's notices about this mail; never anything about people. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly attachments: readonly MailAttachment[];
}

/** `refused` will never be taken, `unsent` may be another time. */
export type MailOutcome =
  | { readonly kind: 'sent'; readonly providerId: string }
  | { readonly kind: 'refused' | 'unsent'; readonly error: string };

/** The most that Postmark takes in one call. */
const batchMax = 500;
const timeoutSeconds = 15;
const unprocessable = 422;
/** The address cannot be written to, or nobody may write to it any more (bounced, complained): never try again. */
const refusingCodes: ReadonlyMap<number, string> = new Map([
  [300, 'invalid mail'],
  [406, 'inactive recipient'],
]);

/** One outcome per mail, in order. Never throws: what went wrong with the call is the outcome of every mail in it. */
export async function sendMails(account: PostmarkAccount, mails: readonly Mail[]): Promise<MailOutcome[]> {
  const outcomes: MailOutcome[] = [];
  for (let start = 0; start < mails.length; start += batchMax) {
    outcomes.push(...(await sendBatch(clientFor(account), mails.slice(start, start + batchMax))));
  }
  return outcomes;
}

async function sendBatch(client: ServerClient, mails: readonly Mail[]): Promise<MailOutcome[]> {
  try {
    const answers = await client.sendEmailBatch(mails.map(messageOf));
    return mails.map((_, index) => outcomeOf(answers[index]));
  } catch (error) {
    const { code, statusCode } = error instanceof Errors.PostmarkError ? error : { code: 0, statusCode: 0 };
    // One mail that Postmark cannot read spoils the whole call: halves, until it stands alone.
    if (statusCode === unprocessable && mails.length > 1) {
      const middle = Math.ceil(mails.length / 2);
      return [...(await sendBatch(client, mails.slice(0, middle))), ...(await sendBatch(client, mails.slice(middle)))];
    }
    const failed = failure(code, statusCode === 0 ? 'no answer' : `status ${statusCode}`);
    return mails.map(() => failed);
  }
}

function outcomeOf(answer: Models.MessageSendingResponse | undefined): MailOutcome {
  if (answer === undefined) return failure(0, 'no answer for this mail');
  return answer.ErrorCode === 0
    ? { kind: 'sent', providerId: answer.MessageID }
    : failure(answer.ErrorCode, 'not accepted');
}

/** Codes and our own words alone: Postmark's sentences name the recipient. */
function failure(code: number, what: string): MailOutcome {
  const refusal = refusingCodes.get(code);
  const error = `postmark ${code}: ${refusal ?? what}`;
  return { kind: refusal === undefined ? 'unsent' : 'refused', error };
}

function clientFor({ token, host = 'api.postmarkapp.com' }: PostmarkAccount): ServerClient {
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);
  return new ServerClient(token, new Models.ClientOptions.Configuration(!loopback, host, timeoutSeconds));
}

function messageOf(mail: Mail): Models.Message {
  const message = new Models.Message(mail.from, mail.subject, mail.html, mail.text, mail.to);
  if (mail.replyTo !== null) message.ReplyTo = mail.replyTo;
  message.MessageStream = 'outbound';
  message.Tag = mail.tag;
  message.Metadata = { ...mail.metadata };
  // Manage links are keys: they go through nobody's redirect.
  message.TrackOpens = false;
  message.TrackLinks = Models.LinkTrackingOptions.None;
  message.Attachments = mail.attachments.map(
    ({ name, contentType, text }) =>
      new Models.Attachment(name, new TextEncoder().encode(text).toBase64(), contentType),
  );
  return message;
}
