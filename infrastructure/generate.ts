// Writes the files that are derived from config/environments.ts. `npm run generate` runs this, formats the files, and
// updates test/summaries.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENTS } from './config/environments.ts';
import { costPage } from './cost/cost-page.ts';
import { deployWorkflow } from './deploy-workflow.ts';
import { driftWorkflow } from './drift-workflow.ts';
import { planWorkflow } from './plan-workflow.ts';
import { rehearseWorkflow } from './rehearse-workflow.ts';
import { REHEARSED_BY_GITHUB } from './rehearsal/arguments.ts';

const root = join(import.meta.dirname, '..');
writeFileSync(join(root, 'docs/cost.md'), costPage(ENVIRONMENTS));
writeFileSync(join(root, '.github/workflows/deploy.yml'), deployWorkflow(ENVIRONMENTS));
writeFileSync(join(root, '.github/workflows/drift.yml'), driftWorkflow(ENVIRONMENTS));
writeFileSync(join(root, '.github/workflows/plan.yml'), planWorkflow(ENVIRONMENTS));
writeFileSync(join(root, '.github/workflows/rehearse.yml'), rehearseWorkflow(REHEARSED_BY_GITHUB));
