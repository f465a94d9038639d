import { Button, Card, Checkbox, ErrorNotice } from '@laurel/web-ui';
import { useState } from 'react';
import { factsOf } from '../../api.ts';
import { usePublish } from './announcement-queries.ts';

interface DraftsProps {
  readonly drafts: readonly string[];
  /** Chat channels that are set up. */
  readonly channels: readonly string[];
}

/** Words that wait to be published by somebody, or by a campaign. */
export const Drafts = ({ drafts, channels }: DraftsProps) => (
  <Card title="Drafts" note="Words that wait: published here, or by the campaign whose step names them.">
    <ul className="rows">
      {drafts.map((id) => (
        <li key={id}>
          <Draft id={id} channels={channels} />
        </li>
      ))}
    </ul>
  </Card>
);

const Draft = ({ id, channels }: { readonly id: string; readonly channels: readonly string[] }) => {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const publish = usePublish();
  return (
    <>
      <p className="row-title">{id}</p>
      {publish.isError ? <ErrorNotice error={factsOf(publish.error)} /> : null}
      <div className="actions">
        {channels.map((channel) => (
          <Checkbox
            key={channel}
            checked={chosen.includes(channel)}
            onChange={(checked) =>
              setChosen([...chosen.filter((one) => one !== channel), ...(checked ? [channel] : [])])
            }
          >
            {channel}
          </Checkbox>
        ))}
        <Button pending={publish.isPending} onPress={() => publish.mutate({ id, channels: [...chosen] })}>
          Publish {id} on page and feed{chosen.length > 0 ? `, ${chosen.join(', ')}` : ''}
        </Button>
      </div>
    </>
  );
};
