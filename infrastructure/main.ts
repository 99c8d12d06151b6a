import { join } from 'node:path';
import { ENVIRONMENTS } from './config/environments.ts';
import { synthesise } from './synthesise.ts';

const here = import.meta.dirname;

synthesise({
  environments: ENVIRONMENTS,
  dist: join(here, '../server/dist'),
  outdir: process.env['CDKTF_OUTDIR'] ?? join(here, 'cdktf.out'),
});
