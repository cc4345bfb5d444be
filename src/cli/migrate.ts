import { administer } from './administration.js';

/** Every command brings the database up to date before it runs; this one does nothing else. */
export const migrate = administer({
  name: 'migrate',
  summary: 'Brings the database up to date, as the server does when it starts, and every other command.',
  operands: [],
  options: {},
  example: 'migrate',
  run: async () => 'The database is up to date.\n',
});
