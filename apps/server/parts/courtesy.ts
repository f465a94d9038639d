import { type CourtesyPorts } from '@laurel/communications-feature';
import { engagementGate, ruleGate } from '@laurel/engagement-feature';
import { campaignsOf } from './campaigns.ts';
import { suggestionGate } from './manager-reports.ts';
import { mannersOf } from './manners.ts';
import { engagementOf, type Parts } from './parts.ts';

/** Contexts meet here: engagement says whether a message still makes sense. */
export const courtesyOf = (parts: Parts): CourtesyPorts => ({
  ...mannersOf(parts),
  gate: engagementGate(campaignsOf(parts), suggestionGate(parts, ruleGate(engagementOf(parts)))),
});
