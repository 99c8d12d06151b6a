import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditFaults, type AuditReport } from '../../scripts/audit/judge.ts';
import { licenceFaults } from '../../scripts/licences/licences.ts';

const lock = (license: unknown, dev = false) => ({ packages: { 'node_modules/one': { license, dev } } });

test('the check of licences refuses an unknown licence, a missing one, and a licence for tools in what is shipped', () => {
  assert.deepEqual(licenceFaults(lock('MIT'), false), []);
  assert.deepEqual(licenceFaults(lock('(GPL-3.0 OR MIT)'), false), []);
  assert.deepEqual(licenceFaults(lock('MPL-2.0', true), false), []);
  assert.deepEqual(licenceFaults(lock('MPL-2.0'), true), []);
  const faults = [lock('GPL-3.0'), lock(undefined), lock('MPL-2.0'), lock('(MIT AND GPL-3.0)')].flatMap((one) =>
    licenceFaults(one, false),
  );
  assert.deepEqual(faults, [
    'one: GPL-3.0 is not among the licences that are allowed',
    'one: has no licence',
    'one: MPL-2.0 is allowed only for tools, and this package is shipped',
    'one: (MIT AND GPL-3.0) is not among the licences that are allowed',
  ]);
});

test('the audit fails from the given severity on, names each advisory once, and accepts one only until its day', () => {
  const advisory = { url: 'https://github.com/advisories/GHSA-1', title: 'Reads any file' };
  const report: AuditReport = {
    vulnerabilities: {
      server: { severity: 'high', via: [advisory, advisory] },
      framework: { severity: 'high', via: ['server'] },
      colours: { severity: 'low', via: [{ url: 'https://github.com/advisories/GHSA-2', title: 'Slow' }] },
    },
  };
  const fault = 'server: high, Reads any file (https://github.com/advisories/GHSA-1)';
  const waiver = { url: advisory.url, reason: 'We read no files.', until: '2026-12-24' };
  assert.deepEqual(auditFaults(report, 'high', [], '2026-12-01'), [fault]);
  assert.deepEqual(auditFaults(report, 'critical', [], '2026-12-01'), []);
  assert.deepEqual(auditFaults(report, 'high', [waiver], '2026-12-23'), []);
  assert.deepEqual(auditFaults(report, 'high', [waiver], '2026-12-24'), [fault]);
});
