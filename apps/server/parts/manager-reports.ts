import { LEARNING_EVENTS, type TakenSuggestion, SuggestionTaken } from '@laurel/contracts';
import { type TeamPorts } from '@laurel/communications-feature';
import { type EngagementGate } from '@laurel/contracts';
import { openSettings, openTeamReports, QUESTION_LIMITS_ALLOWED } from '@laurel/insights-feature';
import { PROJECTION } from '@laurel/insights-feature';
import { type Parts } from './parts.ts';
