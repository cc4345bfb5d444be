import { serveWithMercurius } from './shared/mercurius.mjs';

await serveWithMercurius({});
