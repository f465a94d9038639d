import { Kafka, logLevel } from 'kafkajs';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { sharedServer } from './shared-server.ts';

const run = promisify(execFile);

/** A Kafka of one's own, for specs that kill it; all others take the one of `kafkaBrokers`. */
export interface KafkaBroker {
  readonly brokers: readonly string[];
  /** The end by power cut: kill -9. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** The brokers of KAFKA_BROKERS, or one that all specs of this run share. */
export const kafkaBrokers = async (): Promise<readonly string[]> => {
  const brokers = process.env['KAFKA_BROKERS'] ?? (await sharedServer('kafka'));
  if (!brokers) throw new Error('no Kafka: run this spec through Jest, or set KAFKA_BROKERS');
  return brokers.split(',');
};

/** Starts a real broker (KRaft) from Maven Central's jars; without Java and Maven it throws what to install. */
export const startKafka = async (): Promise<KafkaBroker> => {
  const folder = await mkdtemp(join(tmpdir(), 'laurel-test-kafka-'));
  const [port, controller] = [await freePort(), await freePort()];
  const settings = join(folder, 'server.properties');
  await writeFile(settings, properties(join(folder, 'data'), port, controller));
  const java = [...FLAGS, '-cp', await jarsOfKafka()];
  await run('java', [...java, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER, '-c', settings]);
  const brokers = [`127.0.0.1:${port}`];
  const start = async () => {
    const started = await startJava([...java, 'kafka.Kafka', settings]);
    await answers(brokers, started.child);
    return started;
  };
  let running = await start();
  const kill = () => end(running);
  return {
    brokers,
    kill,
    restart: async () => {
      running = await start();
    },
    stop: async () => {
      await kill(); // its data goes with it: nobody needs the flush of a clean end
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Of no meaning, but StorageTool wants 16 bytes in base64. */
const CLUSTER = 'bGF1cmVsLXRlc3Qta2Fma2E';
/** Small and quick to start; a test never runs long enough for the better compiler to pay. */
const FLAGS = ['-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData'];

const properties = (data: string, port: number, controller: number): string => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${data}
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=400
`;

interface Java {
  readonly child: ChildProcess;
  readonly pid: number;
}

/** Starts Java so that it ends with this process, however that ends: the shell kills it when its input is closed. */
const startJava = async (args: readonly string[]): Promise<Java> => {
  const script = `exec 3<&0; java "$@" >&2 & java=$!; echo $java; (cat <&3 >/dev/null; kill -9 $java) & wait $java`;
  const child = spawn('sh', ['-c', script, 'kafka', ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, pid: Number(line) };
};

const end = async ({ child, pid }: Java): Promise<void> => {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  process.kill(pid, 'SIGKILL');
  await exited;
  child.stdin?.end();
};

/** Resolves when the broker knows itself as a member of its cluster. */
const answers = async (brokers: string[], child: ChildProcess): Promise<void> => {
  const retry = { initialRetryTime: 100, multiplier: 1, factor: 0, retries: 1 };
  const admin = new Kafka({ brokers, retry, logLevel: logLevel.NOTHING }).admin();
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Kafka ended with ${child.exitCode} before it answered`);
    try {
      await admin.connect();
      const { brokers: members } = await admin.describeCluster();
      if (members.length > 0) return;
    } catch {
      continue; // not yet: the retrier has paused
    } finally {
      await admin.disconnect();
    }
  }
};

/** Class path of the jars; what is missing is fetched as `npm test` does it. */
const jarsOfKafka = async (): Promise<string> => {
  let root = dirname(fileURLToPath(import.meta.url)); // this file also runs from dist
  while (!existsSync(join(root, 'infra/kafka/pom.xml'))) root = dirname(root);
  const script = pathToFileURL(join(root, 'infra/run/prerequisites.mjs')).href;
  const { fetchKafka } = (await import(script)) as { fetchKafka(): Promise<void> };
  await fetchKafka();
  return join(root, 'infra/kafka/lib/*');
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};
