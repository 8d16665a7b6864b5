/**
 * Imports point one way: protocol <- db, agent <- server; web sees protocol and, as types only, the server's router.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(apps|packages|e2e|bench|scripts)/', pathNot: allowed },
});
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('protocol-is-the-root', '^packages/protocol/', '^packages/protocol/'),
    {
      name: 'protocol-imports-zod-only',
      severity: 'error',
      from: { path: '^packages/protocol/src', pathNot: '\\.test\\.ts$' },
      to: { path: 'node_modules', pathNot: 'node_modules/(\\.pnpm/)?zod' },
    },
    only('db-sees-protocol', '^packages/db/', '^packages/(db|protocol)/'),
    only('agent-sees-protocol', '^apps/agent/', '^(apps/agent|packages/protocol)/'),
    only('server-never-sees-web', '^apps/server/src/', '^(apps/server|packages/(protocol|db))/'),
    only(
      'server-tests-see-the-agents-comparison',
      '^apps/server/(?!src/)',
      '^(apps/server|packages/(protocol|db)|apps/agent/src/terminal/screen/testing)/',
    ),
    {
      name: 'web-sees-protocol-and-router-types',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: {
        path: '^(apps|packages|e2e|bench)/',
        pathNot: '^(apps/web|packages/protocol)/',
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|out|\\.next)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
