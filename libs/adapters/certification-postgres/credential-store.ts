import { type CredentialStore, type SignedCredential } from '@laurel/certification-domain';
import { type Pool } from 'pg';

const TABLE = `
create table if not exists signed_credential (
  certificate uuid primary key,
  document text not null,
  jwt text not null,
  key text not null
);`;

export const openCredentialStore = async (pool: Pool): Promise<CredentialStore> => {
  await pool.query(
    `begin; select pg_advisory_xact_lock(hashtextextended('laurel.signed_credential', 0)); ${TABLE} commit`,
  );
  const find = async (certificate: string): Promise<SignedCredential | undefined> => {
    const { rows } = await pool.query<SignedCredential>(
      'select document, jwt, key from signed_credential where certificate::text = $1',
      [certificate],
    );
    return rows[0];
  };
  return {
    find,
    keep: async (certificate, { document, jwt, key }) => {
      await pool.query(
        'insert into signed_credential (certificate, document, jwt, key) values ($1, $2, $3, $4) on conflict do nothing',
        [certificate, document, jwt, key],
      );
      const kept = await find(certificate);
      if (!kept) throw new Error(`the credential of ${certificate} was not kept`);
      return kept;
    },
  };
};
