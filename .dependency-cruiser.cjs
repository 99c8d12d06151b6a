/**
 * The dependency rule: domain <- ports <- application <- adapters/in; domain, ports <- adapters/out; composition sees
 * all; entrypoints see composition. By folder prefix alone, without exceptions for file names, save for tests, which see
 * everything. Proven by server/test/boundaries.test.ts, which plants violations.
 */
const SRC = '^server/src/';
const PAGE = '^client/src/';
const TEST = '\\.test\\.ts$';

/** @param {string} layer @param {string[]} mayImport layers it may import besides itself */
const layer = (layer, mayImport) => ({
  name: `${layer.replace('/', '-')}-imports-only-${mayImport.join('-').replaceAll('/', '-') || 'itself'}`,
  severity: 'error',
  from: { path: `${SRC}${layer}/`, pathNot: TEST },
  to: { path: SRC, pathNot: [layer, ...mayImport].map((name) => `${SRC}${name}/`) },
});

/** @param {string} layer @param {string[]} packages */
const packagesOf = (layer, packages) => ({
  name: `${layer.replace('/', '-')}-packages`,
  comment:
    packages.length > 0
      ? `may import only ${packages.join(', ')}`
      : 'may import nothing outside the source: no package, nothing of Node, not even its types',
  severity: 'error',
  from: { path: `${SRC}${layer}/`, pathNot: TEST },
  to: { pathNot: [SRC, ...packages.map((name) => `node_modules/${name}/`)] },
});

/**
 * The page: app/ puts features together, which share components/, lib/ and config/.
 *
 * @param {string} part @param {string[]} mayImport parts it may import besides itself
 */
const pagePart = (part, mayImport) => ({
  name: `page-${part}-imports-only-${mayImport.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: `${PAGE}${part}/` },
  to: { path: '^(client|server)/', pathNot: [part, ...mayImport].map((name) => `${PAGE}${name}/`) },
});

module.exports = {
  forbidden: [
    layer('domain', []),
    layer('ports', ['domain']),
    layer('application', ['domain', 'ports']),
    layer('adapters/in', ['domain', 'ports', 'application']),
    layer('adapters/out', ['domain', 'ports']),
    layer('entrypoints', ['composition']),
    packagesOf('domain', []),
    packagesOf('ports', []),
    packagesOf('application', ['zod']),
    {
      name: 'inversify-only-in-composition',
      severity: 'error',
      from: { path: SRC, pathNot: `${SRC}composition/` },
      to: { path: 'node_modules/inversify' },
    },
    {
      name: 'every-file-has-a-layer',
      severity: 'error',
      from: { path: SRC, pathNot: `${SRC}(domain|ports|application|adapters/(in|out)|composition|entrypoints)/` },
      to: {},
    },
    {
      name: 'every-lone-file-has-a-layer',
      comment: 'a file that imports nothing and is imported by none has no dependency for the other rule to see',
      severity: 'error',
      from: {
        orphan: true,
        path: SRC,
        pathNot: `${SRC}(domain|ports|application|adapters/(in|out)|composition|entrypoints)/`,
      },
      to: {},
    },
    {
      name: 'every-import-goes-to-a-layer',
      severity: 'error',
      from: { path: SRC },
      to: { path: SRC, pathNot: `${SRC}(domain|ports|application|adapters/(in|out)|composition|entrypoints)/` },
    },
    pagePart('lib', []),
    pagePart('config', []),
    pagePart('components', ['lib', 'config']),
    pagePart('features', ['components', 'lib', 'config']),
    {
      name: 'features-do-not-know-each-other',
      comment: 'a page in app/routes puts them together',
      severity: 'error',
      from: { path: `${PAGE}features/([^/]+)/` },
      to: { path: `${PAGE}features/`, pathNot: `${PAGE}features/$1/` },
    },
    { name: 'no-cycles-in-the-page', severity: 'error', from: { path: PAGE }, to: { circular: true } },
    { name: 'no-cycles', severity: 'error', from: { path: SRC }, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: { path: SRC }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
