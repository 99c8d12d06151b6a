import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { connect, type ConnectionOptions } from 'node:tls';
import { expect, test } from '@jest/globals';
import { useDataFolder } from '../../testing/processes/product.ts';

const data = useDataFolder();
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) process.stdout.write('NOTICE: the handshake is not tested, because there is no openssl.\n');

/** Makes a certificate for `localhost` and its key. */
function makeCertificate(name: string): { readonly cert: string; readonly key: string } {
  const [cert, key] = [join(data.path, `${name}.pem`), join(data.path, `${name}-key.pem`)];
  const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', [...kind, ...names, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { cert, key };
}

/** @returns the negotiated protocol, or the code of the failure */
async function handshake(port: number, options: ConnectionOptions): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ...options });
  try {
    await once(socket, 'secureConnect');
    return socket.getProtocol() ?? '';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  } finally {
    socket.destroy();
  }
}

(hasOpenssl ? test : test.skip)(
  'with TLS_CERT and TLS_KEY, clients that trust the certificate get an answer, and old protocols and plain HTTP get none',
  async () => {
    const { cert, key } = makeCertificate('ours');
    const other = makeCertificate('other');
    const { url } = await data.start({ TLS_CERT: cert, TLS_KEY: key });
    expect(url).toMatch(/^https:/);
    const port = Number(new URL(url).port);
    const ca = await readFile(cert, 'utf8');
    expect(await handshake(port, { ca })).toBe('TLSv1.3');
    expect(await handshake(port, { ca, maxVersion: 'TLSv1.2' })).toBe('TLSv1.2');
    // With this cipher string, OpenSSL lets the client offer the old protocol, so that it is the server that refuses.
    const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    expect(await handshake(port, { ca, ...old })).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
    expect(await handshake(port, { ca: await readFile(other.cert, 'utf8') })).toMatch(/SELF_SIGNED|UNABLE_TO_VERIFY/);
    expect(await handshake(port, { ca, servername: 'films.example.org' })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');

    const asked = request({ host: 'localhost', port, path: '/v1/films?q=godfather', ca }).end();
    const [answer] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    await expect(fetch(`http://127.0.0.1:${String(port)}/v1/health`)).rejects.toThrow();
  },
);
