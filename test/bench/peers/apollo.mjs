// The stack of this server without authorization: nobody looks at the token.
import { makeExecutableSchema } from '@graphql-tools/schema';
import { serveWithApollo } from './shared/apollo.mjs';
import { account } from './shared/fixture.mjs';
import { resolversFor, typeDefs } from './shared/schema.mjs';

const schema = makeExecutableSchema({ typeDefs: typeDefs(), resolvers: resolversFor(() => account.id) });

await serveWithApollo(schema);
