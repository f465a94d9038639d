import { SHIPPED_TEMPLATES } from '@laurel/communications-domain';
import { readyMadeRules } from '@laurel/engagement-domain';

it.each(readyMadeRules.map((rule) => [rule.id, rule] as const))(
  'the ready-made rule %s writes with a template that comes with Laurel, and brings what it needs',
  (_, { action }) => {
    const template = SHIPPED_TEMPLATES.get(action.template);
    expect(template).toBeDefined();
    const needed = Object.values(template?.variables ?? {}).filter((variable) => variable.default === undefined);
    expect(needed).toEqual([]);
  },
);
