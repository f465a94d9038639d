import { criteriaSentences, type ProgrammeEvent } from '@laurel/certification-domain';
import { type ProgrammeSummary, type ProgrammeView } from '@laurel/contracts';
import { type CertificationPorts } from '../certification.deps.ts';
import { versionOf, type WrittenProgramme } from './programme-book.ts';

export const summaryOfProgramme = (programme: WrittenProgramme): ProgrammeSummary => {
  const { id, state } = programme;
  const version = state.versions.size;
  const { title } = versionOf(programme, version);
  return { id, title, is: state.is, version, published: state.published ?? null };
};

const NONE = { valid: 0, renewed: 0, suspended: 0, expired: 0, superseded: 0, revoked: 0 };

export const viewOfProgramme = async (
  { certificates, paths }: Pick<CertificationPorts, 'certificates' | 'paths'>,
  programme: WrittenProgramme,
): Promise<ProgrammeView> => {
  const definition = versionOf(programme, programme.state.versions.size);
  return {
    ...summaryOfProgramme(programme),
    definition,
    criteria: [...criteriaSentences(definition, definition.levels.at(-1)?.id)],
    paths: await paths.counts(programme.id),
    certificates: { ...NONE, ...(await certificates.counts(programme.id)) },
    history: programme.history.map(({ event, at }) => ({ at: at.toISOString(), ...said(event) })),
  };
};

const said = (event: ProgrammeEvent): { what: string; version: number | null; by: string | null } => {
  switch (event.type) {
    case 'certification.ProgrammeDrafted':
      return { what: 'drafted', version: event.data.version, by: null };
    case 'certification.ProgrammePublished':
      return { what: 'published', version: event.data.version, by: event.data.by };
    case 'certification.ProgrammeArchived':
      return { what: `archived: ${event.data.why}`, version: null, by: event.data.by };
    case 'certification.ProgrammeReopened':
      return { what: 'reopened', version: null, by: event.data.by };
  }
};
