import { readSharing } from '../sharing/read-sharing.ts';
import { type VerificationPorts } from './verification.deps.ts';

/** A certificate that its learner shows, as far as it is shown. */
export interface ShownCertificate {
  readonly certificate: string;
  readonly title: string;
  /** null: the learner does not show the name, or it is not known any more. */
  readonly holder: string | null;
  readonly document: string;
  readonly jwt: string;
}

/** undefined: there is none, it is not signed yet, or it is not shown. */
export const shownCertificate = async (
  ports: Pick<VerificationPorts, 'store' | 'findCertificate' | 'nameOf'>,
  id: string,
): Promise<ShownCertificate | undefined> => {
  const sharing = await readSharing(ports.store, id);
  const known = sharing.isPublic ? await ports.findCertificate(id) : undefined;
  if (!known?.signed) return undefined;
  const { certificate, title, learner, signed } = known;
  const holder = sharing.withName ? ((await ports.nameOf(learner)) ?? null) : null;
  return { certificate, title, holder, ...signed };
};
