/** Four levels, told apart by suffix. */
const level = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch,
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...(more.testPathIgnorePatterns ?? [])],
  modulePathIgnorePatterns: ['/dist/'],
  transform: { '^.+\\.tsx?$': ['@swc/jest', { configFile: '.swcrc' }] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@laurel/source', 'node', 'node-addons'] },
});

/** Servers start once, when the first spec asks for them. */
const withServers = (displayName, testMatch) => ({
  ...level(displayName, testMatch),
  globalSetup: '<rootDir>/libs/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/libs/testing/global-teardown.mjs',
});

const SERVER_SPECS = ['\\.int\\.spec\\.ts$', '\\.contract\\.spec\\.ts$', '\\.e2e\\.spec\\.ts$'];

export default {
  projects: [
    level('decision', ['<rootDir>/{libs,apps}/**/*.spec.{ts,tsx}', '<rootDir>/test/**/*.spec.ts'], {
      testPathIgnorePatterns: SERVER_SPECS,
    }),
    withServers('adapter', ['<rootDir>/{libs,apps}/**/*.int.spec.ts', '<rootDir>/test/**/*.int.spec.ts']),
    withServers('contract', ['<rootDir>/{libs,apps,test}/**/*.contract.spec.ts']),
    withServers('e2e', ['<rootDir>/{libs,apps,test}/**/*.e2e.spec.ts']),
  ],
  testTimeout: 120_000,
  workerIdleMemoryLimit: '1GB',
};
