import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { FUNCTIONS, packBundles, packageOf } from '../bundles/pack-bundles.ts';
import { zip } from '../bundles/zip.ts';
import { ENVIRONMENTS } from '../config/environments.ts';
import { checkEnvironments, environmentSchema, type EnvironmentInput } from '../config/schema.ts';
import { EVERYTHING, SEARCHED } from './everything.ts';
import { isAllowed, statementsIn } from './iam.ts';
import { resourcesOf, synthesiseAll, type StackJson } from './synthesised.ts';

const SMALLEST = environmentSchema.parse({ ...EVERYTHING, name: 'small', isProtected: false, openSearch: {} });
const stacks = synthesiseAll([...ENVIRONMENTS, SEARCHED, SMALLEST]);
const ACCOUNT = '${data.aws_caller_identity.account.account_id}';
const arnOf = (name: string) => `arn:aws:es:eu-central-1:${ACCOUNT}:domain/marquee-${name}-search`;

function serverOf(name: string): StackJson {
  const stack = stacks[`marquee-${name}-server`];
  assert.ok(stack);
  return stack;
}

function domainOf(name: string) {
  const domains = resourcesOf(serverOf(name), 'aws_opensearch_domain');
  assert.equal(domains.length, 1);
  return domains[0] ?? {};
}

function variablesOf(name: string): Record<string, Record<string, string | undefined>> {
  return Object.fromEntries(
    resourcesOf(serverOf(name), 'aws_lambda_function').map(({ function_name: one, environment }) => [
      String(one).split('-').at(-1),
      (environment as { variables: Record<string, string> }).variables,
    ]),
  );
}

test('no environment has a search domain unless its entry asks for one, and its functions then have no trace of one', () => {
  for (const { name, openSearch } of ENVIRONMENTS) {
    assert.equal(openSearch, undefined);
    for (const part of ['server', 'client']) {
      assert.doesNotMatch(JSON.stringify(stacks[`marquee-${name}-${part}`]), /opensearch|"es:|AWS\/ES/i);
    }
  }
});

test('by default, a domain is one small node with a volume of 10 GB', () => {
  const { cluster_config: cluster, ebs_options: volume, lifecycle } = domainOf('small');
  assert.deepEqual(cluster, { instance_type: 't3.small.search', instance_count: 1 });
  assert.deepEqual(volume, {
    ebs_enabled: true,
    iops: 3_000,
    throughput: 125,
    volume_size: 10,
    volume_type: 'gp3',
  });
  assert.equal(lifecycle, undefined);
});

test('three nodes are in three availability zones', () => {
  const { cluster_config: cluster, ebs_options: volume } = domainOf('engine');
  assert.deepEqual(cluster, {
    instance_type: 'r6g.large.search',
    instance_count: 3,
    zone_awareness_enabled: true,
    zone_awareness_config: { availability_zone_count: 3 },
  });
  assert.equal((volume as { volume_size: number }).volume_size, 50);
});

test('a domain is encrypted, takes only TLS 1.2 and newer, and installs its updates at night', () => {
  for (const name of ['small', 'engine']) {
    const domain = domainOf(name);
    assert.equal(domain['domain_name'], `marquee-${name}-search`);
    assert.equal(domain['engine_version'], 'OpenSearch_2.19');
    assert.deepEqual(domain['encrypt_at_rest'], { enabled: true });
    assert.deepEqual(domain['node_to_node_encryption'], { enabled: true });
    assert.deepEqual(domain['domain_endpoint_options'], {
      enforce_https: true,
      tls_security_policy: 'Policy-Min-TLS-1-2-PFS-2023-10',
    });
    assert.deepEqual(domain['off_peak_window_options'], { enabled: true });
    assert.deepEqual(domain['software_update_options'], { auto_software_update_enabled: true });
  }
});

test('Terraform refuses to destroy the domain of a protected environment', () => {
  assert.deepEqual(domainOf('engine')['lifecycle'], { prevent_destroy: true });
});

test('the name of a domain has at most 28 characters, however long the name of its environment is', () => {
  const name = 'abcdefghijkl';
  const long = synthesiseAll([{ ...SMALLEST, name }])[`marquee-${name}-server`];
  assert.ok(long);
  const [domain] = resourcesOf(long, 'aws_opensearch_domain');
  assert.ok(String(domain?.['domain_name']).length <= 28);
});

test('the functions that read or write films are told to use the domain, and the purge function is not', () => {
  const settings = variablesOf('engine');
  for (const name of ['api', 'import', 'snapshot']) {
    assert.equal(settings[name]?.['MARQUEE_SEARCH'], 'opensearch', name);
    assert.equal(settings[name]['MARQUEE_OPENSEARCH_ENDPOINT'], 'https://${aws_opensearch_domain.search.endpoint}');
  }
  assert.equal(settings['purge']?.['MARQUEE_SEARCH'], undefined);
  assert.equal(settings['purge']?.['MARQUEE_OPENSEARCH_ENDPOINT'], undefined);
});

test('only the functions that call a domain get the packages with its client, and only in an environment that has one', () => {
  const filesOf = (name: string) =>
    resourcesOf(serverOf(name), 'aws_lambda_function').map(({ filename }) => String(filename).split('/').at(-1));
  const with_ = ['api-opensearch.zip', 'import.zip', 'snapshot-opensearch.zip', 'purge.zip'];
  assert.deepEqual(filesOf('engine').sort(), with_.sort());
  for (const { name } of ENVIRONMENTS) {
    assert.deepEqual(filesOf(name).sort(), FUNCTIONS.map((one) => `${one}.zip`).sort(), name);
  }
  // The script that deploys the code finds the packages by the same names.
  assert.deepEqual(FUNCTIONS.map((one) => packageOf(one, true)).sort(), with_.sort());
});

test('a package with the client of the domain has its files beside the code of the function, each once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-packages-'));
  try {
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(folder, 'dist', path)), { recursive: true });
      writeFileSync(join(folder, 'dist', path), text);
    };
    for (const name of FUNCTIONS) write(`${name}-lambda/index.mjs`, `code of ${name}`);
    write('snapshot-lambda/synonyms.tsv', 'the synonyms');
    packBundles(join(folder, 'dist'), join(folder, 'out'));
    assert.throws(() => packBundles(join(folder, 'dist'), join(folder, 'out'), true), /opensearch.*npm run build/);
    write('opensearch/opensearch.mjs', 'the client');
    write('opensearch/synonyms.tsv', 'the synonyms');
    packBundles(join(folder, 'dist'), join(folder, 'out'), true);
    const isPackage = (file: string, contents: Readonly<Record<string, string>>) => {
      const entries = Object.entries(contents).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
      assert.ok(readFileSync(join(folder, 'out/lambda', file)).equals(zip(entries)), file);
    };
    const client = { 'opensearch.mjs': 'the client', 'synonyms.tsv': 'the synonyms' };
    for (const name of ['api', 'snapshot'] as const) {
      isPackage(packageOf(name, true), { 'index.mjs': `code of ${name}`, ...client });
    }
    isPackage('api.zip', { 'index.mjs': 'code of api' });
    isPackage('import.zip', { 'index.mjs': 'code of import' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a domain lets in the roles of the functions that search and that build indices, and nobody else', () => {
  const { Statement: statements } = JSON.parse(String(domainOf('engine')['access_policies'])) as {
    Statement: { Effect: string; Principal: { AWS: string }; Action: string[]; Resource: string[] }[];
  };
  const roles = Object.entries(serverOf('engine').resource['aws_iam_role'] ?? {});
  const nameOf = (arn: string) => roles.find(([id]) => arn === `\${aws_iam_role.${id}.arn}`)?.[1]['name'];
  assert.deepEqual(
    [...new Set(statements.map(({ Principal }) => nameOf(Principal.AWS)))],
    ['marquee-engine-api', 'marquee-engine-snapshot'],
  );
  for (const { Effect, Resource } of statements) {
    assert.equal(Effect, 'Allow');
    for (const one of Resource) assert.ok(one.startsWith(`${arnOf('engine')}/`), one);
  }
});

/** Requests of the two functions, and the role that may send them. */
const REQUESTS: readonly (readonly [method: string, path: string, api: boolean, snapshot: boolean])[] = [
  ['Post', '_msearch', true, true],
  ['Post', 'marquee-engine-films/_bulk', true, true],
  ['Post', 'marquee-engine-films/_mget', true, true],
  ['Post', 'marquee-engine-films-restored-20261129t1200/_bulk', true, true],
  ['Get', '_alias/marquee-engine-films', false, true],
  ['Put', 'marquee-engine-films-1764', false, true],
  ['Put', 'marquee-engine-films-1764/_settings', false, true],
  ['Post', 'marquee-engine-films-1764/_refresh', false, true],
  ['Post', '_aliases', false, true],
  ['Get', 'marquee-engine-films-*/_alias', false, true],
  ['Delete', 'marquee-engine-films-1764', false, true],
  ['Post', 'marquee-engine-films/_delete_by_query', false, true],
  ['Put', '_cluster/settings', false, false],
  ['Post', '_snapshot/any', false, false],
  ['Delete', 'other', false, false],
];

test('the API may search and bring edits, and only the snapshot function may build and delete indices', () => {
  const policies = resourcesOf(serverOf('engine'), 'aws_iam_role_policy');
  const access = statementsIn(domainOf('engine')['access_policies']) as (ReturnType<typeof statementsIn>[number] & {
    readonly Principal: { readonly AWS: string };
  })[];
  for (const [method, path, ...expected] of REQUESTS) {
    const call = { action: `es:ESHttp${method}`, resource: `${arnOf('engine')}/${path}` };
    for (const [i, name] of (['api', 'snapshot'] as const).entries()) {
      const own = policies.find(({ role }) => String(role).includes(`.${name}_role`))?.['policy'];
      // Either of the two is enough, so both must say the same.
      const lets = access.filter(({ Principal }) => Principal.AWS.includes(`.${name}_role`));
      assert.equal(isAllowed(statementsIn(own), call), expected[i], `${name}: ${method} ${path}`);
      assert.equal(isAllowed(lets, call), expected[i], `the domain: ${name}: ${method} ${path}`);
    }
  }
  for (const name of ['import', 'purge']) {
    const own = policies.find(({ role }) => String(role).includes(`.${name}_role`))?.['policy'];
    assert.doesNotMatch(String(own), /"es:/, name);
  }
});

test('pods may call the domain of their environment as the functions that run the same code may', () => {
  const cluster = stacks['marquee-engine-cluster'];
  assert.ok(cluster);
  const policyOf = (part: string) =>
    statementsIn(
      resourcesOf(cluster, 'aws_iam_role_policy').find(({ role }) => String(role).includes(`.${part}-role`))?.[
        'policy'
      ],
    );
  const bulk = { action: 'es:ESHttpPost', resource: `${arnOf('engine')}/marquee-engine-films/_bulk` };
  const deletion = { action: 'es:ESHttpDelete', resource: `${arnOf('engine')}/marquee-engine-films-1` };
  assert.deepEqual([isAllowed(policyOf('api'), bulk), isAllowed(policyOf('api'), deletion)], [true, false]);
  assert.deepEqual([isAllowed(policyOf('worker'), bulk), isAllowed(policyOf('worker'), deletion)], [true, true]);
});

test('a deploy role may create, change and destroy the domain of its environment, but not read or write what is in it', () => {
  const policies = resourcesOf(stacks['marquee-bootstrap'] as StackJson, 'aws_iam_role_policy');
  const statementsOf = (role: string) => statementsIn(policies.find((one) => one['role'] === role)?.['policy']);
  const managing = [
    ...['CreateDomain', 'DescribeDomain', 'DescribeDomainConfig', 'UpdateDomainConfig', 'UpgradeDomain'],
    ...['DeleteDomain', 'AddTags', 'ListTags', 'RemoveTags', 'GetCompatibleVersions', 'GetUpgradeStatus'],
  ];
  const reading = managing.filter((action) => /^(Describe|Get|List)/.test(action));
  for (const action of managing) {
    const may = (role: string, owner: string) =>
      isAllowed(statementsOf(role), { action: `es:${action}`, resource: arnOf(owner) });
    assert.ok(may('marquee-deploy-engine', 'engine'), action);
    assert.ok(!may('marquee-deploy-engine', 'small'), action);
    assert.equal(may('marquee-drift-engine', 'engine'), reading.includes(action), action);
  }
  for (const role of ['marquee-deploy-engine', 'marquee-drift-engine']) {
    for (const method of ['Get', 'Post', 'Put', 'Delete']) {
      const call = { action: `es:ESHttp${method}`, resource: `${arnOf('engine')}/films/_search` };
      assert.ok(!isAllowed(statementsOf(role), call), `${role} ${method}`);
    }
  }
  for (const { name } of ENVIRONMENTS) {
    assert.doesNotMatch(JSON.stringify(statementsOf(`marquee-deploy-${name}`)), /"es:/, name);
  }
});

test('refuses a domain that AWS would refuse, or that a single failure would stop, and says why', () => {
  const { openSearch: _none, ...others } = SEARCHED;
  const checking = (openSearch: EnvironmentInput['openSearch']) => () => checkEnvironments([{ ...others, openSearch }]);
  for (const nodes of [2, 4]) {
    assert.throws(
      checking({ nodes }),
      /must be 1, or 3, 6 or 9, which are spread over three availability zones: if one of two[\s\S]*openSearch\.nodes/,
    );
  }
  assert.throws(checking({ nodes: 0 }), /openSearch\.nodes/);
  assert.throws(
    checking({ nodeType: 't3.small.search', volumeGb: 101 }),
    /must be at most 100 with nodes of the type t3\.small\.search[\s\S]*openSearch\.volumeGb/,
  );
  assert.throws(checking({ volumeGb: 9 }), /openSearch\.volumeGb/);
  assert.throws(checking({ nodeType: 'm3.medium.search' as 'm6g.large.search' }), /openSearch\.nodeType/);
  // How many zones there are follows from the number of nodes, so a node in three zones cannot be written.
  assert.throws(checking({ nodes: 1, zones: 3 } as EnvironmentInput['openSearch']), /zones/);
  checking({ nodeType: 't3.medium.search', nodes: 3, volumeGb: 200 })();
});
