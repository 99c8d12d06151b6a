import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { originOr, pageSecurityPolicy } from './page-headers.ts';

test('the policy of the page allows only scripts from its own files, and no style in the markup except an empty one', () => {
  const policy = pageSecurityPolicy({ connect: ['https://login.example.org'] });
  const empty = createHash('sha256').update('').digest('base64');
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'sha256-${empty}'`,
    "img-src 'self' data: https://image.tmdb.org https://upload.wikimedia.org",
    "connect-src 'self' https://login.example.org",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]);
});

test('allows pictures from the origins that the settings name, such as the origin of a stand-in for TMDB', () => {
  expect(pageSecurityPolicy({ connect: [], images: ['http://127.0.0.1:3031'] })).toContain(
    "img-src 'self' data: http://127.0.0.1:3031;",
  );
});

test('a host that is too long for a name is not repeated in pages and sitemaps', () => {
  const name = `${'a'.repeat(62)}.`.repeat(4);
  expect(originOr(`https://${name}b:8443`, 'https://films.example.org')).toBe(`https://${name}b:8443`);
  expect(originOr(`https://${name.repeat(4)}b`, 'https://films.example.org')).toBe('https://films.example.org');
});
