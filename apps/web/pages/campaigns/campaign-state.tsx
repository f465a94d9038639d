import { Button, Card, ErrorNotice, Notice } from '@laurel/web-ui';
import { factsOf } from '../../api.ts';
import { type Campaign, useResume } from './campaign-queries.ts';
import { isOver, STATUS_MEANS, STATUSES } from './campaign-words.ts';
import { HaltButtons } from './halt-buttons.tsx';
import { Prepare } from './prepare.tsx';

/** Where it stands, and what may be done now. */
export const CampaignState = ({ campaign }: { readonly campaign: Campaign }) => {
  const { id, status, live, preparing } = campaign;
  const resume = useResume(id);
  const isRevised = live !== null && preparing !== null;
  return (
    <Card title="Where it stands" note={STATUS_MEANS[status]}>
      <div className="stack">
        {isRevised ? (
          <Notice title={`Version ${preparing.version} is being prepared: ${STATUSES[preparing.stage][0]}`}>
            <p>People go on entering version {live} until it is launched.</p>
          </Notice>
        ) : null}
        {resume.isError ? <ErrorNotice error={factsOf(resume.error)} /> : null}
        {preparing && !isOver(status) ? <Prepare campaign={campaign} {...preparing} /> : null}
        {isOver(status) ? null : (
          <div className="actions">
            {status === 'paused' ? (
              <Button kind="primary" pending={resume.isPending} onPress={() => resume.mutate(undefined)}>
                Resume
              </Button>
            ) : null}
            <HaltButtons campaign={campaign} />
          </div>
        )}
      </div>
    </Card>
  );
};
