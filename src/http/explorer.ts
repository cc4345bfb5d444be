import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type SecurityPolicy, securityHeaders } from './security-headers.js';

const require = createRequire(import.meta.url);

/** A file inside an installed package, whether or not its `exports` name it. */
function inPackage(name: string, file: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), file);
}

const files = {
  'react.js': { path: () => inPackage('react', 'umd/react.production.min.js'), type: 'text/javascript' },
  'react-dom.js': { path: () => inPackage('react-dom', 'umd/react-dom.production.min.js'), type: 'text/javascript' },
  'graphiql.js': { path: () => inPackage('graphiql', 'graphiql.min.js'), type: 'text/javascript' },
  'graphiql.css': { path: () => inPackage('graphiql', 'graphiql.min.css'), type: 'text/css' },
} as const;

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>ScopeQL explorer</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/explorer/graphiql.css">
    <link rel="stylesheet" href="/explorer/page.css">
  </head>
  <body>
    <div id="explorer">Loading…</div>
    <script src="/explorer/react.js"></script>
    <script src="/explorer/react-dom.js"></script>
    <script src="/explorer/graphiql.js"></script>
    <script src="/explorer/page.js"></script>
  </body>
</html>
`;

const pageStyle = 'html, body { height: 100%; margin: 0; }\n#explorer { height: 100vh; }\n';

const firstQuery = `# Sign in, then put the token into the headers:
# { "Authorization": "Bearer …" }

mutation SignIn {
  login(username: "johndoe", password: "secret") {
    accessToken
    scopes
  }
}

query MyItems {
  me {
    username
  }
  myItems(first: 3) {
    nodes {
      title
    }
    totalCount
  }
}
`;

const pageScript = `const fetcher = GraphiQL.createFetcher({ url: '/graphql' });
const properties = {
  fetcher,
  defaultQuery: ${JSON.stringify(firstQuery)},
  defaultEditorToolsVisibility: 'headers',
  shouldPersistHeaders: false,
};
ReactDOM.createRoot(document.getElementById('explorer')).render(React.createElement(GraphiQL, properties));
`;

/** Everything the page loads comes from this server. GraphiQL sets style attributes, which needs 'unsafe-inline' there. */
const contentSecurityPolicy: SecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/** `/explorer`: GraphiQL, served whole from here. */
export async function explorerRoutes(app: FastifyInstance): Promise<void> {
  const headers = securityHeaders(contentSecurityPolicy);
  app.get('/explorer', async (_, reply) => reply.headers(headers).type('text/html; charset=utf-8').send(page));
  app.get('/explorer/page.js', async (_, reply) => reply.type('text/javascript; charset=utf-8').send(pageScript));
  app.get('/explorer/page.css', async (_, reply) => reply.type('text/css; charset=utf-8').send(pageStyle));
  for (const [name, { path, type }] of Object.entries(files)) {
    app.get(`/explorer/${name}`, async (_, reply) => {
      const content = await readFile(path());
      return reply.type(`${type}; charset=utf-8`).header('cache-control', 'public, max-age=3600').send(content);
    });
  }
}
