import { newId } from '@laurel/platform';
import { type CertificationPorts } from '../certification.deps.ts';
import { tellCertificate } from './certificate-book.ts';

const AT_ONCE = 500;

/** Says of each certificate whose renewal window opened or whose end came that it did. Answers how many it was said of. */
export const passTime = async ({ store, certificates, clock }: CertificationPorts): Promise<number> => {
  const now = clock.now();
  let said = 0;
  for (;;) {
    const due = await certificates.due(now, AT_ONCE);
    let decided = 0;
    for (const certificate of due) {
      const cause = { causation: `sweep-${newId()}`, correlation: newId() };
      const events = await tellCertificate(store, certificate, { command: { type: 'LetTimePass', now }, cause });
      decided += events.length;
    }
    said += decided;
    if (due.length < AT_ONCE || decided === 0) return said;
  }
};
