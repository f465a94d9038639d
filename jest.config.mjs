/** Four levels, told apart by suffix; the servers of the upper three are started once, before all of them. */
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

const SERVER_SPECS = ['\\.int\\.spec\\.ts$', '\\.contract\\.spec\\.ts$', '\\.e2e\\.spec\\.ts$'];

export default {
  projects: [
    level('decision', ['<rootDir>/{libs,apps}/**/*.spec.{ts,tsx}', '<rootDir>/test/**/*.spec.ts'], {
      testPathIgnorePatterns: SERVER_SPECS,
    }),
    level('adapter', ['<rootDir>/{libs,apps}/**/*.int.spec.ts', '<rootDir>/test/**/*.int.spec.ts']),
    level('contract', ['<rootDir>/{libs,apps,test}/**/*.contract.spec.ts']),
    level('e2e', ['<rootDir>/{libs,apps,test}/**/*.e2e.spec.ts']),
  ],
  testTimeout: 60_000,
  workerIdleMemoryLimit: '1GB',
};
