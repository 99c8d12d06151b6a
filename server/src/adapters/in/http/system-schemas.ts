import * as z from 'zod';

export const noQuerySchema = z.strictObject({});

export const healthSchema = z
  .object({
    status: z.literal('ok'),
    version: z.string(),
    movies: z.enum(['ready', 'not-configured', 'breaker-open']).meta({
      description:
        'Live movie search: whether it has a key, and whether the provider is left alone after many failures.',
    }),
    writes: z.object({
      accepted: z.boolean().meta({ description: 'Whether a write with a good token is accepted.' }),
      reason: z.string().optional().meta({ description: 'Why not, and what the operator can do.' }),
    }),
  })
  .meta({ id: 'Health' });

export const configSchema = z
  .object({
    oidc: z
      .object({
        issuer: z.string().meta({ description: 'OpenID Connect issuer; its discovery document has the rest.' }),
        clientId: z.string(),
        audience: z.string().meta({ description: 'For issuers that must be told whom the access token is for.' }),
        scope: z.string().meta({ description: 'What to ask for, as the issuer names it.' }),
      })
      .nullable()
      .meta({ description: 'How to sign in (authorization code with PKCE); null where nobody can.' }),
  })
  .meta({ id: 'Config', description: 'What the page needs to know, so that one build serves every environment.' });
