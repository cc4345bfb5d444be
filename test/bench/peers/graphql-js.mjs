// graphql-js behind Node's HTTP server, with nothing between them, for one account that nobody checks.
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { graphql } from 'graphql';
import { account } from './shared/fixture.mjs';
import { announce, anyPort } from './shared/listen.mjs';
import { resolversFor, typeDefs } from './shared/schema.mjs';

const schema = makeExecutableSchema({ typeDefs: typeDefs(), resolvers: resolversFor(() => account.id) });

const server = createServer(async (request, response) => {
  const { query } = await json(request);
  const result = await graphql({ schema, source: query });
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(result));
});
server.listen(anyPort, () => announce(server.address().port));
