/** The API: its frame, the operations of the contract, their document. Pages call it in this same isolate. */
import { Hono } from 'hono';
import { devOutbox } from './api/dev-outbox.ts';
import { mountDocumentation } from './api/documentation.ts';
import type { ApiEnvironment } from './api/environment.ts';
import { frame, limitBody } from './api/frame.ts';
import { handlers } from './api/handlers.ts';
import { live } from './api/live.ts';
import { mountOperations } from './api/operation.ts';
import { answerFault, answerNotFound } from './api/problem.ts';

export const app = new Hono<ApiEnvironment>();

app.use(frame);
app.use(limitBody);
app.route('/', live);
mountOperations(app, handlers);
mountDocumentation(app);
app.route('/dev/outbox', devOutbox);
app.notFound((c) => answerNotFound(c.get('requestId')));
app.onError(answerFault);
