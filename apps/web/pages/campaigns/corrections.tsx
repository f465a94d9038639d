import { Ask, Button, Card, ErrorNotice, Field, Select } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { factsOf } from '../../api.ts';
import { templatesQuery } from '../templates/template-queries.ts';
import { type Campaign, useCorrect } from './campaign-queries.ts';

/** One message more, to exactly those who were sent one that was wrong. */
export const Corrections = ({ campaign }: { readonly campaign: Campaign }) => {
  const [asking, setAsking] = useState(false);
  const ordered = campaign.history.filter(({ what }) => what.startsWith('CorrectionOrdered'));
  return (
    <Card
      title="Correct those who got it"
      note="One message to exactly those who were sent a message of a step, also if it was on its way. Told again under its name, nothing is sent again."
      actions={<Button onPress={() => setAsking(true)}>Correct …</Button>}
    >
      <p>
        {ordered.length === 0 ? 'None was ordered so far.' : `${ordered.length} ordered so far; see what was decided.`}
      </p>
      <Ask title="Send a correction" open={asking} onClose={() => setAsking(false)}>
        <CorrectionForm campaign={campaign} onClose={() => setAsking(false)} />
      </Ask>
    </Card>
  );
};

const NOTHING = { correction: '', why: '', step: '', template: '' };

const CorrectionForm = ({ campaign, onClose }: { readonly campaign: Campaign; readonly onClose: () => void }) => {
  const [order, setOrder] = useState(NOTHING);
  const templates = useQuery(templatesQuery);
  const correct = useCorrect(campaign.id);
  const set = (part: Partial<typeof NOTHING>) => setOrder({ ...order, ...part });
  const isWhole = [order.correction, order.why, order.template].every((one) => one.trim() !== '');
  const steps = campaign.inWords.steps.flatMap(({ id, sentence }) =>
    id === null ? [] : [{ value: id, text: `${id}: ${sentence}` }],
  );
  const names = (templates.data?.templates ?? []).map(({ id, name }) => ({ value: id, text: name }));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const { step, ...rest } = order;
        correct.mutate({ ...rest, ...(step === '' ? {} : { step }) }, { onSuccess: onClose });
      }}
    >
      <Select
        label="Who was sent"
        value={order.step}
        options={[{ value: '', text: 'any message of it' }, ...steps]}
        onChange={(step) => set({ step })}
      />
      <Select
        label="Write with"
        value={order.template}
        options={[{ value: '', text: 'choose a template' }, ...names]}
        onChange={(template) => set({ template })}
      />
      <Field
        label="Name of the correction"
        hint="small letters, digits and hyphens: wrong-link"
        value={order.correction}
        onChange={(correction) => set({ correction })}
      />
      <Field label="Reason, kept with the decision" value={order.why} onChange={(why) => set({ why })} />
      {correct.isError ? <ErrorNotice error={factsOf(correct.error)} /> : null}
      <div className="actions">
        <Button type="submit" kind="primary" disabled={!isWhole} pending={correct.isPending}>
          Send the correction
        </Button>
        <Button onPress={onClose}>Leave it</Button>
      </div>
    </form>
  );
};
