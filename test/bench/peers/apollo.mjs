// The stack of this server without authorization: nobody looks at the token.
import { makeExecutableSchema } from '@graphql-tools/schema';
import { serveWithApollo } from './shared/apollo.mjs';
import { resolversFor, typeDefs } from './shared/schema.mjs';

const { account } = JSON.parse(process.env.FIXTURE);
const schema = makeExecutableSchema({ typeDefs: typeDefs(), resolvers: resolversFor(() => account.id) });

await serveWithApollo(schema);
