import { type Credential, datesOf } from './credential-form.ts';
import { failed, type Finding, passed } from './finding.ts';

/** In force now? */
export const checkDates = (credential: Credential, now: Date): Finding => {
  const { from, until } = datesOf(credential);
  if (from && from > now) return failed(`It is not in force before ${from.toISOString()}.`);
  if (until && until <= now) return failed(`It expired ${until.toISOString()}.`);
  return passed(until ? `It is in force until ${until.toISOString()}.` : 'It is in force and does not expire.');
};
