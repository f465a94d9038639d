import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const SERVERS = ['@nestjs/*', 'kafkajs', 'pg', 'typeorm', '@clickhouse/*', 'chdb', 'chdb/*', 'nodemailer', 'fastify'];
const only = (sourceTag, onlyDependOnLibsWithTags, bannedExternalImports = []) => ({
  sourceTag,
  onlyDependOnLibsWithTags,
  bannedExternalImports,
});

/** Who may know whom: docs/architecture.md explains each line. */
export const boundaries = [
  only('type:kernel', ['type:kernel'], SERVERS),
  only('type:contracts', ['type:contracts', 'type:kernel'], SERVERS),
  only('type:domain', ['type:domain', 'type:kernel', 'type:contracts'], SERVERS),
  only(
    'type:platform',
    ['type:platform', 'type:kernel', 'type:contracts'],
    ['kafkajs', 'pg', 'typeorm', '@clickhouse/*', 'chdb'],
  ),
  only('type:adapter', [
    'type:adapter',
    'type:kernel',
    'type:contracts',
    'type:domain',
    'type:read-model',
    'type:platform',
  ]),
  only(
    'type:read-model',
    ['type:read-model', 'type:domain', 'type:kernel', 'type:contracts', 'type:platform'],
    ['pg', 'typeorm', 'kafkajs'],
  ),
  only(
    'type:feature',
    ['type:feature', 'type:domain', 'type:read-model', 'type:contracts', 'type:kernel', 'type:platform'],
    ['pg', 'typeorm', 'kafkajs', 'chdb', 'nodemailer'],
  ),
  only('type:ui', ['type:ui', 'type:contracts', 'type:kernel'], SERVERS),
  only('type:app', ['*']),
  only('type:testing', [
    'type:testing',
    'type:kernel',
    'type:contracts',
    'type:domain',
    'type:read-model',
    'type:feature',
    'type:adapter',
    'type:platform',
  ]),
  ...['intake', 'insights', 'engagement', 'communications', 'certification', 'people', 'access'].map((scope) =>
    only(`scope:${scope}`, [`scope:${scope}`, 'scope:shared']),
  ),
  only('scope:shared', ['scope:shared']),
  only('platform:browser', ['platform:browser', 'platform:any']),
];

const noNode = {
  'no-restricted-imports': [
    'error',
    { patterns: [{ group: ['node:*'], message: 'The core runs anywhere: take it through a port.' }] },
  ],
};

const sizes = {
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  complexity: ['error', 8],
  'max-depth': ['error', 3],
  'max-params': ['error', 4],
};

const castsBelongToEdges = {
  selector: 'TSAsExpression:not([typeAnnotation.typeName.name="const"])',
  message: 'No `as` (but `as const`) outside kernel and adapters: narrow it, or parse it with a schema.',
};
const environmentBelongsToPlatform = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Settings come from the one schema in platform.',
};

export default tseslint.config(
  { ignores: ['**/dist', '**/node_modules', '.nx', 'data*', '**/*.generated.ts', 'coverage'] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser: tseslint.parser },
    plugins: { '@nx': nx },
    rules: {
      ...sizes,
      '@nx/enforce-module-boundaries': [
        'error',
        { enforceBuildableLibDependency: false, allow: [], depConstraints: boundaries },
      ],
      'no-restricted-syntax': ['error', castsBelongToEdges, environmentBelongsToPlatform],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/parameter-properties': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
    },
  },
  {
    files: ['libs/{kernel,contracts,statistics}/**/*.ts', 'libs/*/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: noNode,
  },
  {
    files: ['libs/{kernel,adapters,testing}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', environmentBelongsToPlatform] },
  },
  {
    files: ['**/*.spec.{ts,tsx}', 'test/**/*.ts', 'libs/testing/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
      'no-restricted-syntax': 'off',
      '@nx/enforce-module-boundaries': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  prettier,
);
