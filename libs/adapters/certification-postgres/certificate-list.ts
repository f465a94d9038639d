import {
  type CertificateList,
  type CertificateStatus,
  type HeldRow,
  type ListedCertificate,
} from '@laurel/certification-domain';
import { catchUp } from '@laurel/event-store-postgres';
import { type Pool } from 'pg';
import { CERTIFICATE_TABLES, CERTIFICATES, STATUS } from './certificate-table.ts';

interface Row {
  readonly certificate: string;
  readonly programme: string;
  readonly programme_version: number;
  readonly learner: string;
  readonly number: number;
  readonly level: string | null;
  readonly status: CertificateStatus;
  readonly issued_at: Date;
  readonly expires_at: Date | null;
  readonly signed_at: Date | null;
  readonly delivered_at: Date | null;
  readonly next: string | null;
  readonly why: string | null;
}

const COLUMNS = `certificate, programme, programme_version, learner, number, level, issued_at, expires_at, signed_at,
  delivered_at, next, why, ${STATUS} as status`;

/** Reads the event store's own table: they are one database. */
export const openCertificateList = async (pool: Pool): Promise<CertificateList> => {
  await pool.query(
    `begin; select pg_advisory_xact_lock(hashtextextended('laurel.certificate', 0)); ${CERTIFICATE_TABLES} commit`,
  );
  const ask = async <R extends object>(sql: string, values: readonly unknown[]): Promise<readonly R[]> => {
    await catchUp(pool, CERTIFICATES);
    return (await pool.query<R>(sql, [...values])).rows;
  };
  return { ...looking(ask), ...sweeping(ask) };
};

type Ask = <R extends object>(sql: string, values: readonly unknown[]) => Promise<readonly R[]>;

const looking = (ask: Ask): Pick<CertificateList, 'find' | 'page' | 'heldBy' | 'counts'> => ({
  find: async (certificate) => {
    const rows = await ask<Row>(`select ${COLUMNS} from certificate where certificate::text = $1`, [certificate]);
    return rows.map(listed)[0];
  },
  page: async ({ programme, learner, status, after, limit }) => {
    const rows = await ask<Row>(
      `select ${COLUMNS} from certificate
         where ($1::text is null or programme = $1) and ($2::text is null or learner = $2)
           and ($3::text is null or ${STATUS} = $3) and ($4::uuid is null or certificate > $4)
         order by certificate limit $5`,
      [programme, learner, status, after, limit],
    );
    return rows.map(listed);
  },
  heldBy: async (learners) => {
    const rows = await ask<Row>(
      `select ${COLUMNS} from certificate
         where learner = any($1) and over is null and not is_expired and not is_suspended order by issued_at, certificate`,
      [learners],
    );
    const held = new Map<string, HeldRow[]>();
    for (const row of rows) held.set(row.learner, [...(held.get(row.learner) ?? []), heldIn(row)]);
    return held;
  },
  counts: async (programme) => {
    const rows = await ask<{ readonly status: CertificateStatus; readonly certificates: number }>(
      `select ${STATUS} as status, count(*)::int as certificates from certificate where programme = $1 group by 1`,
      [programme],
    );
    return Object.fromEntries(rows.map(({ status, certificates }) => [status, certificates]));
  },
});

const sweeping = (ask: Ask): Pick<CertificateList, 'due' | 'unsigned' | 'statusesSet'> => ({
  due: async (now, limit) => {
    const rows = await ask<{ readonly certificate: string }>(
      `(select certificate from certificate where over is null and not is_expired and expires_at <= $1 limit $2)
         union
         (select certificate from certificate
          where over is null and not is_expired and not is_expiring and renewable_from <= $1
            and next is null and not is_suspended limit $2)
         limit $2`,
      [now, limit],
    );
    return rows.map(({ certificate }) => certificate);
  },
  unsigned: async ({ after, limit }) => {
    const rows = await ask<{ readonly certificate: string }>(
      `select certificate from certificate
         where signed_at is null and over is null and ($1::uuid is null or certificate > $1)
         order by certificate limit $2`,
      [after, limit],
    );
    return rows.map(({ certificate }) => certificate);
  },
  statusesSet: async (list, purpose) => {
    const lost = purpose === 'revocation' ? 'over is not null' : `${STATUS} = 'suspended'`;
    const rows = await ask<{ readonly index: number }>(
      `select index from certificate where list = $1 and (over is not null or is_suspended) and ${lost} order by index`,
      [list],
    );
    return rows.map(({ index }) => index);
  },
});

const listed = (row: Row): ListedCertificate => ({
  ...{ certificate: row.certificate, programme: row.programme, programmeVersion: row.programme_version },
  ...{ learner: row.learner, number: row.number, level: row.level ?? undefined, status: row.status },
  ...{ issuedAt: row.issued_at, expiresAt: row.expires_at ?? undefined, signedAt: row.signed_at ?? undefined },
  ...{ deliveredAt: row.delivered_at ?? undefined, next: row.next ?? undefined, why: row.why ?? undefined },
});

const heldIn = ({ certificate, programme, programme_version, level, issued_at, expires_at }: Row): HeldRow => ({
  programmeVersion: programme_version,
  ...{ certificate, programme, level: level ?? undefined, issuedAt: issued_at, expiresAt: expires_at ?? undefined },
});
