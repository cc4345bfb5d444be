import { issuerSettings } from './outside-issuers.js';
import { type About, type Described, describeSettings } from './setting.js';
import { type AboutVariable, variables } from './variables.js';

type Variable = Described<AboutVariable>;

/** What `--help` says of environment variables. @param names which; left out, all that are read */
export function environmentHelp(names: readonly string[] = Object.keys(variables)): string {
  const told = describeSettings<AboutVariable>(variables)
    .filter(({ name }) => names.includes(name))
    .map((each) => `  ${each.name}\n      ${each.what}\n      Takes ${each.accepts}. Default: ${defaultOf(each)}.\n`);
  return `Environment:\n${withoutCode(told.join('')) || '  Nothing is read from it.\n'}`;
}

/** docs/configuration.md: every environment variable that is read, and every setting of an outside issuer. */
export function configurationReference(): string {
  const described = describeSettings<AboutVariable>(variables);
  const required = described.filter(({ production }) => production === 'required').map(nameOf);
  const keeping = described.filter(({ production }) => production === 'keeps keys').map(nameOf);
  return `# Configuration

Environment variables, and nothing else, say how the server and the command line run. An empty one counts as absent. Every fault is
reported at once, before anything starts, and no value with it. This page is written by \`npm run config:docs\` from
\`src/variables.ts\` and \`src/outside-issuers.ts\`, which read them.

In production (\`NODE_ENV=production\`) nothing starts without ${required.join(' and ')}, and one of ${keeping.join(', ')}: the keys
must be kept somewhere.

${table('variable', described.map(rowOf))}

## An outside issuer

\`OIDC_ISSUERS\` lists objects of these settings. [your-issuer.md](your-issuer.md) says how to choose them.

${table('setting', describeSettings<About>(issuerSettings).map(rowOf))}
`;
}

const nameOf = ({ name }: Variable) => `\`${name}\``;

function table(heading: string, rows: readonly (readonly string[])[]): string {
  const lines = [[heading, 'what it is', 'takes', 'default'], ['---', '---', '---', '---'], ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function rowOf(each: Described<AboutVariable>): string[] {
  return [nameOf(each), `${each.what}${inProduction(each)}`, each.accepts, defaultOf(each)];
}

function inProduction({ production }: Described<AboutVariable>): string {
  if (production === 'required') return ' **Required in production.**';
  if (typeof production === 'object') return ` \`${production.refuses}\` is for load tests, and refused in production.`;
  return '';
}

function defaultOf({ usual, unset }: Described<About>): string {
  return unset ?? (usual && usual !== '[]' ? `\`${usual}\`` : 'none');
}

const withoutCode = (text: string) => text.replaceAll('`', '');
