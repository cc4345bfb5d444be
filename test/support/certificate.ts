import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Makes a certificate for localhost that vouches for itself. @returns the files */
export function makeCertificate(folder: string, name = 'localhost'): { certificate: string; key: string } {
  const [certificate, key] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
  const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const args = ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', certificate];
  execFileSync('openssl', args, { stdio: 'pipe' });
  return { certificate, key };
}
