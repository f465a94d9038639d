import { type HeldCertificate, levelsUpTo, lookedAtBy, type World } from '@laurel/certification-domain';
import { type Learner, NOTHING_NAMED } from '@laurel/criteria-domain';
import { type CertificationPorts } from '../certification.deps.ts';
import { versionOf, type WrittenProgramme } from '../programmes/programme-book.ts';

export type KnownWorld = Omit<World, 'counted' | 'signOffs'>;

/** Everything that these learners' paths are judged by, as known at a time; of nobody is nothing in the answer. */
export const worldsOf = async (
  { criteria, certificates }: Pick<CertificationPorts, 'criteria' | 'certificates'>,
  programmes: readonly WrittenProgramme[],
  { learners, at }: { readonly learners: readonly string[]; readonly at: Date },
): Promise<(learner: string) => KnownWorld> => {
  const asked = lookedAtBy(programmes.flatMap(({ definitions }) => [...definitions.values()]));
  const [people, held] = await Promise.all([criteria.people(asked, learners, at), certificates.heldBy(learners)]);
  const known = new Map(people.map((one) => [one.learner, one]));
  const byId = new Map(programmes.map((one) => [one.id, one]));
  return (learner) => ({
    ...{ learner: known.get(learner) ?? nobody(learner), at },
    held: (held.get(learner) ?? []).flatMap((one): readonly HeldCertificate[] => {
      const programme = byId.get(one.programme);
      if (!programme) return [];
      const definition = versionOf(programme, one.programmeVersion);
      return [{ ...one, title: definition.title, levels: levelsUpTo(definition, one.level) }];
    }),
  });
};

const nobody = (learner: string): Learner => ({ learner, facts: [], enrolments: [], named: NOTHING_NAMED });
