/**
 * The dependency rule, as docs/architecture.md draws it: which folder may import which. There is one exception by file name:
 * tests beside the source may import all of the source and of the testing folders. server/test/boundaries.test.ts plants a
 * violation of each rule and checks that it is found.
 */
const SRC = '^server/src/';
const PAGE = '^client/src/';
const TEST = '\\.test\\.ts$';
/** Every folder of the source is a layer. */
const LAYERS = `${SRC}(domain|ports|resilience|application|adapters/(driving|driven|local)|composition|entrypoints)/`;
/** All code that is not product code. */
const NOT_PRODUCT = '^(server/(test|testing)|client/(test|testing)|bench)/';

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
      : 'may import nothing outside the source: no package and no Node module, not even for types',
  severity: 'error',
  from: { path: `${SRC}${layer}/`, pathNot: TEST },
  to: { pathNot: [SRC, ...packages.map((name) => `node_modules/${name}/`)] },
});

/**
 * The layers of the page: app/ combines features. Features share components/, lib/ and config/.
 *
 * @param {string} part @param {string[]} mayImport parts it may import besides itself
 */
const pagePart = (part, mayImport) => ({
  name: `page-${part}-imports-only-${mayImport.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: `${PAGE}${part}/`, pathNot: TEST },
  to: { path: '^(client|server)/', pathNot: [part, ...mayImport].map((name) => `${PAGE}${name}/`) },
});

module.exports = {
  forbidden: [
    layer('domain', []),
    layer('ports', ['domain']),
    layer('resilience', ['domain', 'ports']),
    layer('application', ['domain', 'ports', 'resilience']),
    layer('adapters/driving', ['domain', 'ports', 'resilience', 'application']),
    layer('adapters/driven', ['domain', 'ports', 'resilience']),
    layer('adapters/local', ['domain', 'ports', 'adapters/driven']),
    layer('entrypoints', ['composition']),
    // The stemmer is a pure function without dependencies.
    packagesOf('domain', ['porter2']),
    packagesOf('ports', []),
    packagesOf('resilience', ['cockatiel']),
    packagesOf('application', ['zod']),
    {
      name: 'application-reaches-no-cockatiel',
      comment: 'the files of resilience that it uses import no package',
      severity: 'error',
      from: { path: `${SRC}application/`, pathNot: TEST },
      to: { path: 'node_modules/cockatiel', reachable: true },
    },
    {
      name: 'inversify-only-in-composition',
      severity: 'error',
      from: { path: SRC, pathNot: `${SRC}composition/` },
      to: { path: 'node_modules/inversify' },
    },
    {
      name: 'every-file-has-a-layer',
      severity: 'error',
      from: { path: SRC, pathNot: LAYERS },
      to: {},
    },
    {
      name: 'every-lone-file-has-a-layer',
      comment: 'a file without imports and importers has no dependency that the rule above could match',
      severity: 'error',
      from: { orphan: true, path: SRC, pathNot: LAYERS },
      to: {},
    },
    {
      name: 'every-import-goes-to-a-layer',
      severity: 'error',
      from: { path: SRC },
      to: { path: SRC, pathNot: LAYERS },
    },
    {
      name: 'source-imports-no-test-code',
      severity: 'error',
      from: { path: '^(server|client)/(src|scripts)/', pathNot: TEST },
      to: { path: NOT_PRODUCT },
    },
    {
      name: 'testing-imports-no-test-and-no-benchmark',
      severity: 'error',
      from: { path: '^(server|client)/testing/' },
      to: { path: '^((server|client)/test|bench)/' },
    },
    {
      name: 'tests-import-no-benchmark',
      severity: 'error',
      from: { path: ['^(server|client)/test/', `^(server|client)/.*${TEST}`] },
      to: { path: '^bench/' },
    },
    {
      name: 'benchmarks-import-no-test',
      severity: 'error',
      from: { path: '^bench/' },
      to: { path: '^(server|client)/test/' },
    },
    {
      name: 'infrastructure-imports-only-deployment',
      comment: 'the one server file that it imports re-exports what a deployment needs',
      severity: 'error',
      from: { path: '^infrastructure/' },
      to: { path: '^(server|client|bench)/', pathNot: `${SRC}composition/deployment\\.ts$` },
    },
    pagePart('lib', []),
    pagePart('config', []),
    pagePart('components', ['lib', 'config']),
    pagePart('features', ['components', 'lib', 'config']),
    {
      name: 'features-do-not-know-each-other',
      comment: 'a page in app/routes combines them',
      severity: 'error',
      from: { path: `${PAGE}features/([^/]+)/` },
      to: { path: `${PAGE}features/`, pathNot: `${PAGE}features/$1/` },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: { path: SRC }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Build output. Not every /dist/, because most packages have such a folder and the rules about packages must see it.
    exclude: { path: '^(server|client|bench)/dist(-preview)?/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
