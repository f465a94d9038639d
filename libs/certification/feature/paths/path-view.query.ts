import { type Completion, seePath } from '@laurel/certification-domain';
import { type PathView } from '@laurel/contracts';
import { type CertificationPorts } from '../certification.deps.ts';
import { readProgrammes, type WrittenProgramme } from '../programmes/programme-book.ts';
import { readPath } from './look-at-paths.ts';
import { worldsOf } from './path-world.ts';

/** A learner's way through a programme as known now; undefined where nobody begins it and the learner has not. */
export const viewOfPath = async (
  ports: CertificationPorts,
  programme: WrittenProgramme,
  learner: string,
): Promise<PathView | undefined> => {
  const at = ports.clock.now();
  const state = await readPath(ports.store, programme.id, learner);
  const worldOf = await worldsOf(ports, await readProgrammes(ports), { learners: [learner], at });
  const seen = seePath(state, programme, worldOf(learner));
  if (!seen) return undefined;
  const { standing, requirements } = seen;
  const idsOf = (all: PathView['requirements']): string[] => all.map(({ requirement }) => requirement);
  const shown = requirements.map((one) => ({ ...one, at: one.at?.toISOString() ?? null }));
  return {
    ...{ programme: programme.id, title: seen.definition.title, learner, asOf: at.toISOString() },
    ...{ version: seen.version ?? null, is: seen.is, towards: seen.towards },
    certificate: certificateOf(standing),
    requirements: shown,
    done: idsOf(shown.filter(({ counts }) => counts)),
    left: idsOf(shown.filter(({ is, counts }) => is !== 'met' && !counts)),
    next: idsOf(shown.filter(({ is }) => is === 'open')),
    by: seen.by?.toISOString() ?? null,
    signOffs: state.signOffs.map((one) => ({ ...one, at: one.at.toISOString() })),
  };
};

const certificateOf = (standing: Completion | undefined): PathView['certificate'] =>
  standing
    ? {
        ...{ certificate: standing.certificate, number: standing.number, level: standing.level ?? null },
        expiresAt: standing.expiresAt?.toISOString() ?? null,
      }
    : null;
