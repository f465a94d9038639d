import { defineEvent, type EventOf } from '@laurel/kernel';
import { z } from 'zod';
import { ruleDefinition, ruleMode, ruleParameters } from '../rules/rule-definition.ts';

/** A fact by its identity. */
export const factRef = z.strictObject({ source: z.string(), id: z.string() });

/** One reason in words a person reads, with the facts that made it true (none where the reason is an absence). */
export const reason = z.strictObject({ text: z.string().min(1), facts: z.array(factRef) });
export type Reason = z.infer<typeof reason>;

/** Whose enrolment a decision is about; course, run and registration as the facts have them ('' = not told). */
export const aboutEnrolment = {
  learner: z.string().min(1),
  course: z.string(),
  run: z.string(),
  registration: z.string(),
};

/** A rule matched, once: stream `firing-<firing>`. The id is made of rule, enrolment and occasion, however often we look. */
export const RuleFired = defineEvent(
  'engagement.RuleFired',
  1,
  z.strictObject({
    firing: z.string().min(1),
    rule: z.string().min(1),
    ruleVersion: z.int().positive(),
    ...aboutEnrolment,
    because: z.array(reason).min(1),
    action: z.strictObject({ type: z.literal('SendMessage'), template: z.string(), category: z.string() }),
    /** shadow: kept to be looked at, and nobody is written to. */
    mode: z.enum(['live', 'shadow']).default('live'),
    /** As the facts called the course when the rule fired. */
    courseTitle: z.string().optional(),
  }),
);

/** Somebody switched a rule or changed its parameters: stream `rule-<rule>`. About no learner, so it stays here. */
export const RuleConfigured = defineEvent(
  'engagement.RuleConfigured',
  1,
  z.strictObject({ rule: z.string().min(1), mode: ruleMode, parameters: ruleParameters }),
);

/** Somebody wrote a rule, or a new version of one: stream `rule-<rule>`. It is off until it is switched on, parameters at their defaults. */
export const RuleDefined = defineEvent(
  'engagement.RuleDefined',
  1,
  z.strictObject({
    rule: z.string().min(1),
    definition: ruleDefinition,
    /** The version of the language in which its criteria are written. */
    criteriaVersion: z.int().positive(),
  }),
);

/** A rule is no longer used: stream `rule-<rule>`. Its firings and versions stay. */
export const RuleArchived = defineEvent('engagement.RuleArchived', 1, z.strictObject({ rule: z.string().min(1) }));

export type EngagementEvent = EventOf<typeof RuleFired>;
