import { programmeDefinition, programmeId } from '@laurel/contracts';
import { defineEvent, type EventOf } from '@laurel/kernel';
import { z } from 'zod';

/** What is decided about a programme: stream `programme-<programme>`. About no learner, so it stays here. */
const ofProgramme = { programme: programmeId };
const by = z.string().min(1);

export const ProgrammeDrafted = defineEvent(
  'certification.ProgrammeDrafted',
  1,
  z.strictObject({ ...ofProgramme, version: z.int().positive(), definition: programmeDefinition }),
);

/** Who begins from now on begins this version. */
export const ProgrammePublished = defineEvent(
  'certification.ProgrammePublished',
  1,
  z.strictObject({ ...ofProgramme, version: z.int().positive(), by }),
);

/** Nobody begins it or completes it any more. What was issued stays as it is. */
export const ProgrammeArchived = defineEvent(
  'certification.ProgrammeArchived',
  1,
  z.strictObject({ ...ofProgramme, why: z.string().min(1), by }),
);

export const ProgrammeReopened = defineEvent(
  'certification.ProgrammeReopened',
  1,
  z.strictObject({ ...ofProgramme, by }),
);

export const programmeEvents = [ProgrammeDrafted, ProgrammePublished, ProgrammeArchived, ProgrammeReopened] as const;
export type ProgrammeEvent = EventOf<(typeof programmeEvents)[number]>;
