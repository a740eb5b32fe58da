/**
 * Postmark as its documentation describes it (postmarkapp.com/developer/api/email-api): takes what that says and
 * complains about everything else, so that a field or limit that we imagine fails here.
 */
import { vi } from 'vitest';

export interface ReceivedMail {
  readonly From: string;
  readonly To: string;
  readonly ReplyTo?: string;
  readonly Subject: string;
  readonly HtmlBody: string;
  readonly TextBody: string;
  readonly Tag: string;
  readonly Metadata: Readonly<Record<string, string>>;
  readonly MessageStream: string;
  readonly TrackOpens: boolean;
  readonly TrackLinks: string;
  readonly Attachments: readonly { Name: string; Content: string; ContentType: string; ContentID: string | null }[];
}

export interface PostmarkFake {
  readonly mails: ReceivedMail[];
  readonly requests: Request[];
  readonly complaints: string[];
}

type ItemAnswer = { readonly ErrorCode: number; readonly Message: string };
type Answer = (mails: readonly ReceivedMail[]) => Response | readonly ItemAnswer[];

export const ok: ItemAnswer = { ErrorCode: 0, Message: 'OK' };
export const inactive: ItemAnswer = {
  ErrorCode: 406,
  Message:
    'You tried to send to recipient(s) that have been marked as inactive. Found inactive addresses: ada@example.com. Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression.',
};

/** Answers every outgoing call until the mocks are restored. */
export function fakePostmark(answer: Answer = (mails) => mails.map(() => ok)): PostmarkFake {
  const fake: PostmarkFake = { mails: [], requests: [], complaints: [] };
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    fake.requests.push(request.clone());
    const mails = await request.json<ReceivedMail[]>();
    fake.complaints.push(...complaintsAbout(request, mails));
    fake.mails.push(...mails);
    const answered = answer(mails);
    if (answered instanceof Response) return answered;
    return Response.json(
      answered.map((item, index) =>
        item.ErrorCode === 0
          ? { ...item, To: mails[index]?.To, SubmittedAt: new Date().toISOString(), MessageID: crypto.randomUUID() }
          : item,
      ),
    );
  });
  return fake;
}

const textFields = ['From', 'To', 'Cc', 'Bcc', 'Subject', 'Tag', 'HtmlBody', 'TextBody', 'ReplyTo', 'MessageStream'];
const otherFields = ['Headers', 'TrackOpens', 'TrackLinks', 'Metadata', 'Attachments'];

function complaintsAbout(request: Request, mails: unknown): string[] {
  const { pathname } = new URL(request.url);
  const { headers } = request;
  return [
    ...check('POST /email/batch', request.method === 'POST' && pathname === '/email/batch'),
    ...check('Accept: application/json', headers.get('Accept') === 'application/json'),
    ...check('Content-Type: application/json', headers.get('Content-Type')?.startsWith('application/json')),
    ...check('a server token', (headers.get('X-Postmark-Server-Token') ?? '') !== ''),
    ...check('a list of 1 to 500 mails', Array.isArray(mails) && mails.length >= 1 && mails.length <= 500),
    ...(mails as Record<string, unknown>[]).flatMap(complaintsAboutMail),
  ];
}

function complaintsAboutMail(mail: Record<string, unknown>): string[] {
  const known = new Set([...textFields, ...otherFields]);
  const text = (field: string): string => (typeof mail[field] === 'string' ? mail[field] : '');
  const metadata = Object.entries((mail['Metadata'] ?? {}) as Record<string, unknown>);
  const attachments = (mail['Attachments'] ?? []) as Record<string, unknown>[];
  return [
    ...Object.keys(mail).flatMap((field) => check(`no field ${field}`, known.has(field))),
    ...textFields.flatMap((field) => check(`${field} as text`, ['string', 'undefined'].includes(typeof mail[field]))),
    ...check('From of 1 to 255 characters', text('From').length >= 1 && text('From').length <= 255),
    ...check('one address in To', /^[^\s@,]+@[^\s@,]+$/.test(text('To'))),
    ...check('Subject of one line, up to 2000 characters', /^[^\r\n]{1,2000}$/.test(text('Subject'))),
    ...check('a body', text('HtmlBody') !== '' && text('TextBody') !== ''),
    ...check('Tag up to 1000 characters', text('Tag').length <= 1000),
    ...check('TrackOpens as boolean', typeof mail['TrackOpens'] === 'boolean'),
    ...check('TrackLinks', ['None', 'HtmlAndText', 'HtmlOnly', 'TextOnly'].includes(text('TrackLinks'))),
    ...check('at most ten Metadata', metadata.length <= 10),
    ...metadata.flatMap(([key, value]) =>
      check(`Metadata ${key}`, key.length <= 20 && typeof value === 'string' && value.length <= 80),
    ),
    ...attachments.flatMap(({ Name, Content, ContentType, ContentID, ...rest }) => [
      ...check('Attachment with name and type', typeof Name === 'string' && typeof ContentType === 'string'),
      ...check('Attachment in base64', /^[A-Za-z0-9+/]+={0,2}$/.test(String(Content))),
      ...check('Attachment without content id', ContentID === null || ContentID === undefined),
      ...check(
        'Attachment without more',
        Object.keys(rest).every((key) => key === 'ContentLength'),
      ),
    ]),
  ];
}

function check(what: string, holds: boolean | undefined): string[] {
  return holds === true ? [] : [what];
}
