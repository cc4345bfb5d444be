import { serveWithMercurius } from './shared/mercurius.mjs';

await serveWithMercurius({ jit: 1 });
