import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page and the API are of one origin to a browser, so that the cookie with the refresh token is the page's own. */
const proxy = { '/graphql': process.env.API_ORIGIN ?? 'http://127.0.0.1:4000' };

/** What whoever serves `dist` sends with it: nothing runs but what was built, and no other page may frame it. */
const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export default defineConfig({
  plugins: [react()],
  server: { proxy },
  preview: { proxy, headers },
});
