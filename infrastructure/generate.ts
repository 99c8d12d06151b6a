// Writes the files that are derived from config/environments.ts. `npm run generate` runs this, formats the files, and
// updates test/summaries.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENTS } from './config/environments.ts';
import { costPage } from './cost/cost-page.ts';
import { deployWorkflow } from './deploy-workflow.ts';

const root = join(import.meta.dirname, '..');
writeFileSync(join(root, 'docs/cost.md'), costPage(ENVIRONMENTS));
writeFileSync(join(root, '.github/workflows/deploy.yml'), deployWorkflow(ENVIRONMENTS));
