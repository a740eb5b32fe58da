import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { workerAdapter } from './adapter.ts';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: workerAdapter(),
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['self'],
          'style-src': ['self'],
          // Positions on the floor are style attributes; only a page's own markup can hold them.
          'style-src-attr': ['unsafe-inline'],
          'script-src': ['self'],
          'img-src': ['self', 'data:'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
});
