/**
 * Address of a server that all specs of a run share: started at the first call, ended after the last spec. Undefined
 * where no run of tests is around (a benchmark), or where the run does not have that server.
 */
export const sharedServer = async (name: 'postgres' | 'kafka' | 'clickhouse'): Promise<string | undefined> => {
  const servers = process.env['LAUREL_TEST_SERVERS'];
  if (!servers) return undefined;
  const answer = await fetch(`${servers}/${name}`);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.text();
};
