import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './worker/store/schema/*.ts',
  out: './migrations',
});
