import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';

test('a page is rendered by the Worker, with what the API answers in-process', async () => {
  const response = await exports.default.fetch('http://localhost/');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(await response.text()).toContain('</html>');
});

test('a page that does not exist is a page too', async () => {
  const response = await exports.default.fetch('http://localhost/no/such/page');
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toContain('text/html');
});

test('pages are framed by nobody, sniffed by nobody, and reached without TLS only once', async () => {
  const { headers } = await exports.default.fetch('http://localhost/sign-in');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('content-security-policy')).toContain("form-action 'self'");
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('strict-transport-security')).toContain('max-age=63072000');
});
