/** Who may import whom: the five rules of docs/architecture.md, as errors. */
const tests = '\\.test\\.ts$'

module.exports = {
  forbidden: [
    {
      name: '1-model-is-pure',
      comment: 'A model/ folder holds values and decisions: it imports other model/ files and nothing else.',
      severity: 'error',
      from: { path: '/model/', pathNot: tests },
      to: { pathNot: '/model/' },
    },
    {
      name: '2-only-main-wires',
      comment: 'main.ts and all.ts are entries: nobody imports them.',
      severity: 'error',
      from: {},
      to: { path: '(^|/)(main|all)\\.ts$' },
    },
    {
      name: '3-platform-is-the-ground',
      severity: 'error',
      from: { path: '^platform/', pathNot: tests },
      to: { path: '^(metrics|alerts|probe|services|dashboard|bench|test)/' },
    },
    {
      name: '3-metrics-stands-on-platform',
      severity: 'error',
      from: { path: '^metrics/', pathNot: tests },
      to: { path: '^(alerts|probe|services|dashboard|bench|test)/' },
    },
    {
      name: '3-alerts-stand-on-metrics',
      severity: 'error',
      from: { path: '^alerts/', pathNot: tests },
      to: { path: '^(probe|services|dashboard|bench|test)/' },
    },
    {
      name: '3-processes-never-meet-in-code',
      comment: 'probe, web and bot meet over HTTP, in Postgres and in the stream.',
      severity: 'error',
      from: { path: '^(probe|services/web|services/bot)/', pathNot: tests },
      to: { path: '^(probe|services/web|services/bot)/', pathNot: '^$1/' },
    },
    {
      name: '3-the-dashboard-imports-types-only',
      severity: 'error',
      from: { path: '^dashboard/src/', pathNot: tests },
      to: { path: '^(platform|metrics|alerts|probe|services|test)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: '4-the-watcher-depends-on-nothing-it-watches',
      severity: 'error',
      from: { path: '^(probe|alerts|metrics)/', pathNot: tests },
      to: { path: '^services/' },
    },
    {
      name: '5-stand-ins-stay-behind-the-entries',
      comment:
        'platform/embedded is for all.ts, tests and the cache over REDIS_URL; nobody else may lean on a stand-in.',
      severity: 'error',
      from: {
        pathNot: `^(platform/embedded/|platform/cache\\.ts|services/all\\.ts|services/all/|test/|bench/)|${tests}`,
      },
      to: { path: '^platform/embedded/' },
    },
    {
      name: 'product-never-imports-tests',
      severity: 'error',
      from: { pathNot: `^test/|^bench/|${tests}` },
      to: { path: `^test/|${tests}` },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      comment: 'What Vite alone resolves, a file as its address, ends in ?url.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?url$' },
    },
    {
      name: 'production-needs-no-dev-packages',
      severity: 'error',
      from: { path: '^(platform|metrics|alerts|probe|services)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.data/|/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types', 'svelte'],
    },
  },
}
