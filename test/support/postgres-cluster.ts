import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from './certificate.js';
import { makeFolder, removeFolder } from './folders.js';
import { findFreePort } from './free-port.js';

/** A PostgreSQL server of a test's own, which takes passwords over TLS alone. */
export interface Cluster {
  port: number;
  /** What its certificate is verified with. */
  certificate: string;
  /** A URL with TLS that is verified. */
  urlOf(role: string, password: string, database: string): string;
  superuserUrl: string;
  stop(): void;
}

const SUPERUSER = { name: 'postgres', password: 'the password of all' };
const PROGRAMS = '/usr/lib/postgresql';

/** For `beforeAll`. */
export async function startCluster(): Promise<Cluster> {
  const folder = makeFolder({ password: SUPERUSER.password });
  const owner = ownerOfCluster();
  const run = (name: string, ...args: string[]) =>
    execFileSync(join(programFolder(), name), args, { cwd: folder, ...owner, stdio: 'ignore' });
  const data = join(folder, 'data');
  const { certificate, key } = makeCertificate(folder);
  giveTo(owner, 0o700, folder, key);
  chmodSync(join(folder, 'password'), 0o644);
  run('initdb', '-D', data, '-U', SUPERUSER.name, '--pwfile', join(folder, 'password'), '-E', 'UTF8', '--no-sync');
  writeFileSync(join(data, 'pg_hba.conf'), 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
  const port = await findFreePort();
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    ssl: 'on',
    ssl_cert_file: certificate,
    ssl_key_file: key,
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'data', 'log'), '-o', options.join(' '), 'start');
  const stop = () => {
    run('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop');
    removeFolder(folder);
  };
  const urlOf = (role: string, password: string, database: string) =>
    `postgres://${role}:${encodeURIComponent(password)}@localhost:${port}/${database}?sslmode=verify-full&sslrootcert=${certificate}`;
  const superuserUrl = urlOf(SUPERUSER.name, SUPERUSER.password, 'postgres');
  return { port, certificate, urlOf, superuserUrl, stop };
}

/** The newest of those that Debian's packages have put there. */
function programFolder(): string {
  const versions = existsSync(PROGRAMS) ? readdirSync(PROGRAMS).map(Number).filter(Number.isFinite) : [];
  if (versions.length === 0) throw new Error(`There is no PostgreSQL server in ${PROGRAMS}: install postgresql.`);
  return join(PROGRAMS, String(Math.max(...versions)), 'bin');
}

interface Owner {
  uid?: number;
  gid?: number;
}

/** PostgreSQL does not run as root. */
function ownerOfCluster(): Owner {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function giveTo({ uid, gid }: Owner, mode: number, ...paths: string[]): void {
  for (const path of paths) {
    if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
    chmodSync(path, mode);
  }
}
