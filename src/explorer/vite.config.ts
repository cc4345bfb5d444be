import { defineConfig } from 'vite';

/** Written by the server, anew for each answer: src/http/explorer.ts. */
const NONCE_PLACE = '__NONCE__';

export default defineConfig({
  base: '/explorer/',
  html: { cspNonce: NONCE_PLACE },
  css: {
    transformer: 'lightningcss',
    // GraphiQL's fonts are nine tenths of its style. The page has those of the system.
    lightningcss: { visitor: { Rule: { 'font-face': () => [] } } },
  },
  build: {
    outDir: '../../dist/explorer',
    target: 'es2022',
    assetsInlineLimit: 0,
    emptyOutDir: true,
    modulePreload: false,
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: {
      // One file: the page needs all of it at once.
      output: { codeSplitting: false },
      onwarn: (warning, warn) => {
        // "use client" is for servers that render React.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
