import { Session } from 'chdb';
import { writeSync } from 'node:fs';
import { ServerResponse } from 'node:http';
import pg from 'pg';
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';

/**
 * Preloaded into the built server: ends it with SIGKILL right before or right after one line that has an effect. The
 * product knows nothing of it; the lines are found where they touch the outside: a statement, an insert, an answer, a mail.
 * CHAOS is { point, when: "before" | "after", nth }; every fall is written to file descriptor 3 first.
 */
const plan = JSON.parse(process.env.CHAOS ?? 'null');
delete process.env.CHAOS;

const statement = (pattern) => (text) => pattern.test(text);
const SQL = {
  'log append': statement(/select laurel_log_append/i),
  'log checkpoint': statement(/insert into event_log_checkpoint/i),
  'dead letter kept': statement(/insert into dead_letter/i),
  'decision append': statement(/insert into decision_event/i),
  'decision checkpoint': statement(/update decision_subscription/i),
  'status place': statement(/insert into status_place/i),
  'credential kept': statement(/insert into signed_credential/i),
};
const decisionOf = (values) =>
  /"?(?:engagement|communications|certification)\.([A-Za-z]+)/.exec(JSON.stringify(values ?? ''))?.[1];

let seen = 0;
const reached = (point, when) => {
  if (plan === null || plan.point !== point || plan.when !== when || ++seen !== plan.nth) return;
  writeSync(3, `${when} ${point}\n`);
  process.kill(process.pid, 'SIGKILL');
};

/** Runs `work` with its two sides watched, whether it answers by callback or by promise. */
const around = (points, args, work) => {
  for (const point of points) reached(point, 'before');
  const done = () => points.forEach((point) => reached(point, 'after'));
  const last = args.at(-1);
  if (typeof last === 'function') {
    args[args.length - 1] = (error, ...rest) => {
      if (!error) done();
      return last(error, ...rest);
    };
    return work(args);
  }
  const result = work(args);
  if (typeof result?.then === 'function') return result.then((value) => (done(), value));
  return result;
};

const pointsOf = ([first, values]) => {
  const text = typeof first === 'string' ? first : (first?.text ?? '');
  const points = Object.keys(SQL).filter((point) => SQL[point](text));
  if (!points.includes('decision append')) return points;
  return [...points, `decision ${decisionOf(first?.values ?? values)}`];
};
const query = pg.Client.prototype.query;
pg.Client.prototype.query = function (...args) {
  const points = pointsOf(args);
  return points.length === 0 ? query.apply(this, args) : around(points, args, (all) => query.apply(this, all));
};

const queryAsync = Session.prototype.queryAsync;
Session.prototype.queryAsync = function (...args) {
  const points = /^\s*INSERT INTO \S*facts\b/i.test(args[0]) ? ['facts insert'] : [];
  return points.length === 0
    ? queryAsync.apply(this, args)
    : around(points, args, (all) => queryAsync.apply(this, all));
};

const end = ServerResponse.prototype.end;
ServerResponse.prototype.end = function (...args) {
  if (this.req?.url?.startsWith('/v1/events')) {
    reached('answer', 'before');
    this.once('finish', () => reached('answer', 'after'));
  }
  return end.apply(this, args);
};

const send = SMTPConnection.prototype.send;
SMTPConnection.prototype.send = function (...args) {
  return around(['smtp'], args, (all) => send.apply(this, all));
};
