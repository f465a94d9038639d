/**
 * The servers that all specs of a run share. Nothing starts here: a spec asks by `sharedServer`, the first to ask waits
 * for the start, and a run that needs none starts none. What it runs is the built program: `npm run build` comes first.
 */
import { createServer } from 'node:http';

const start = {
  postgres: async () => {
    const { startPostgres } = await import('./dist/postgres-server.js');
    const server = await startPostgres();
    return { address: server.url, stop: server.stop };
  },
  kafka: async () => {
    const { startKafka } = await import('./dist/kafka-broker.js');
    const broker = await startKafka();
    return { address: broker.brokers.join(','), stop: broker.stop };
  },
  clickhouse: async () => {
    const { startClickHouseServer } = await import('./dist/clickhouse-server.js');
    const server = await startClickHouseServer();
    return { address: server.url, stop: server.stop };
  },
};

export default async () => {
  const started = new Map();
  const serverNamed = (name) => {
    if (!started.has(name)) started.set(name, start[name]());
    return started.get(name);
  };
  const desk = createServer((request, response) => {
    serverNamed(request.url.slice(1)).then(
      // No connection is kept: one that just ends fails whoever asks on it.
      ({ address }) => response.setHeader('connection', 'close').end(address),
      (error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise((resolve) => desk.listen(0, '127.0.0.1', resolve));
  process.env.LAUREL_TEST_SERVERS = `http://127.0.0.1:${desk.address().port}`;

  globalThis.stopTestServers = async () => {
    desk.closeAllConnections();
    desk.close();
    const servers = await Promise.allSettled(started.values());
    await Promise.all(servers.flatMap(({ value }) => (value ? [value.stop()] : [])));
  };
};
