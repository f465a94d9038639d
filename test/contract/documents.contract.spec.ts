import { createConfig, lintFromString } from '@redocly/openapi-core';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { routes } from '@laurel/contracts';
import { documents } from '../../infra/run/documents.mjs';

const root = resolve(import.meta.dirname, '../..');
const generated = await documents();

const problemsOf = async (path: string): Promise<readonly string[]> => {
  const config = await createConfig({
    rules: {
      struct: 'error',
      'no-unresolved-refs': 'error',
      'operation-operationId-unique': 'error',
      'path-parameters-defined': 'error',
      'no-identical-paths': 'error',
      'no-invalid-schema-examples': 'error',
    },
  });
  const found = await lintFromString({ source: generated[path] ?? '', absoluteRef: path, config });
  return found.map(({ message, location }) => `${location[0]?.pointer ?? ''} ${message}`);
};

describe('the generated documents', () => {
  it.each(Object.keys(generated))('%s is what the schemas say (else: npm run generate)', (path) => {
    expect(readFileSync(resolve(root, path), 'utf8')).toBe(generated[path]);
  });

  it('are a sound OpenAPI 3.1 document', async () => {
    expect(await problemsOf('docs/api/openapi.json')).toEqual([]);
  });

  it('are a sound AsyncAPI 3 document', async () => {
    expect(await problemsOf('docs/events/asyncapi.yaml')).toEqual([]);
  });

  it('describe every address once, under a name of its own', () => {
    const addresses = routes.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(addresses).size).toBe(routes.length);
    expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
  });

  it('hold a route from every file of routes', async () => {
    const folder = resolve(root, 'libs/contracts/http');
    const named = await Promise.all(
      readdirSync(folder)
        .filter((file) => file.endsWith('.routes.ts'))
        .map(async (file): Promise<[string, unknown]> => [file, await import(resolve(folder, file))]),
    );
    const missing = named.filter(
      ([, module]) => !Object.values(Object(module)).some((one) => routes.some((route) => route === one)),
    );
    expect(missing.map(([file]) => file)).toEqual([]);
  });
});
