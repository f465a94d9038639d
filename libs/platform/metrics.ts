import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** All metrics of Laurel, named once. Labels never hold a learner, a source or anything else without bound. */
export const createMetrics = (registry: Registry) => ({
  registry,
  intakeItems: new Counter({
    name: 'laurel_intake_items_total',
    help: 'Items by verdict',
    labelNames: ['verdict'],
    registers: [registry],
  }),
  projectedFacts: new Counter({
    name: 'laurel_projected_facts_total',
    help: 'Fact rows written to ClickHouse',
    registers: [registry],
  }),
  deadLetters: new Counter({
    name: 'laurel_dead_letters_total',
    help: 'Events that could not be read, by code',
    labelNames: ['code'],
    registers: [registry],
  }),
  questionSeconds: new Histogram({
    name: 'laurel_question_seconds',
    help: 'Time to answer a question, in seconds',
    labelNames: ['question'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  }),
  mailAway: new Gauge({
    name: 'laurel_mail_away',
    help: '1 while the mail server cannot be reached and sending is paused, else 0',
    registers: [registry],
  }),
  messages: new Counter({
    name: 'laurel_messages_total',
    help: 'Messages by outcome',
    labelNames: ['outcome'],
    registers: [registry],
  }),
});

/** Measured when somebody looks. A log that does not answer leaves the figure out: an old one would look well. */
export const observeLogLag = (
  registry: Registry,
  lagOf: (topic: string) => Promise<number>,
  topics: readonly string[],
): Gauge =>
  new Gauge({
    name: 'laurel_log_lag_records',
    help: 'Records appended and not yet projected',
    labelNames: ['topic'],
    registers: [registry],
    async collect() {
      this.reset();
      const lags = await Promise.allSettled(topics.map(lagOf));
      for (const [index, lag] of lags.entries()) {
        if (lag.status === 'fulfilled') this.set({ topic: topics[index] ?? '' }, lag.value);
      }
    },
  });

export type Metrics = ReturnType<typeof createMetrics>;
export const METRICS = Symbol('Metrics');
