import { ApolloServer } from '@apollo/server';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import Fastify from 'fastify';
import { announce, anyPort } from './listen.mjs';

/** Apollo Server 5 on Fastify 5, as the README of the integration shows it. */
export async function serveWithApollo(schema, context) {
  const app = Fastify();
  const apollo = new ApolloServer({ schema, plugins: [fastifyApolloDrainPlugin(app)] });
  await apollo.start();
  await app.register(fastifyApollo(apollo), { context });
  await app.listen(anyPort);
  announce(app.server.address().port);
}
