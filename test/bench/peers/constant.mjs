// What Node's HTTP server can do: it reads the request, and answers what it always answers at this path.
import { createServer } from 'node:http';
import { account, listItems } from './shared/fixture.mjs';
import { announce, anyPort } from './shared/listen.mjs';

const { username, fullName, email } = account;
const answers = {
  '/graphql/me': JSON.stringify({ data: { me: { username, fullName, email } } }),
  '/graphql/myItems': JSON.stringify({ data: { myItems: listItems(account.id, 10) } }),
};

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(answers[request.url]);
  });
});
server.listen(anyPort, () => announce(server.address().port));
