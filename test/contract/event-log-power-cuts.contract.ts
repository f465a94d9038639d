import { randomUUID } from 'node:crypto';
import { firsts, type FragileLogServer, keys, message, PARTITIONS, Seen, until, upTo } from './log-server.ts';

/** What it promises when its server is killed. */
export const eventLogSurvivesPowerCuts = (start: () => Promise<FragileLogServer>): void => {
  it('delivers every acknowledged record, in order, though the server was killed in the middle', async () => {
    const server = await start();
    const log = await server.open();
    const topic = `test.${randomUUID()}`;
    await log.ensureTopic(topic, { partitions: PARTITIONS, retention: 'forever' });
    const seen = new Seen();
    await log.consume(topic, 'readers', { maxRecords: 50, maxWaitMs: 0 }, seen.take);

    const names = keys('learner', 8);
    const acknowledged = new Map(names.map((key) => [key, 0]));
    let writing = true;
    const write = async (key: string) => {
      for (let n = 0; writing; n++) {
        // Told again until it is acknowledged, as every sender does.
        for (let done = false; !done;) {
          done = await log.append(topic, [message(key, `${key}:${n}`)]).then(
            () => true,
            () => false,
          );
          if (!done)
            await until(() =>
              log.check().then(
                () => true,
                () => false,
              ),
            );
        }
        acknowledged.set(key, n + 1);
      }
    };
    const least = () => Math.min(...acknowledged.values());
    const written = Promise.all(names.map(write));
    await until(() => least() >= 20 && seen.records.length > 50);
    await server.kill();
    const atCut = least();
    await server.restart();
    await until(() => least() >= atCut + 20);
    writing = false;
    await written;
    await until(() => names.every((key) => new Set(seen.of(key)).size === acknowledged.get(key)));
    for (const key of names) expect(firsts(seen.of(key))).toEqual(upTo(acknowledged.get(key) ?? 0));
    await until(async () => (await log.lag(topic, 'readers')) === 0);
    await log.close();
    await server.stop();
  }, 120_000);
};
