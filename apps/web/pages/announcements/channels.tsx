import { Badge, Button, Card, type Column, DataTable, ErrorNotice, formatCount } from '@laurel/web-ui';
import { factsOf } from '../../api.ts';
import { type Announcement, usePostAgain } from './announcement-queries.ts';

type Post = Announcement['posts'][number];

interface Row {
  readonly channel: string;
  readonly url: string;
  readonly post: Post | undefined;
  readonly people: number;
  readonly programs: number;
}

/** Every way on which it was told: what became of it there, and how often its link was followed. */
export const Channels = ({ announcement }: { readonly announcement: Announcement }) => {
  const again = usePostAgain(announcement.id);
  return (
    <Card title="By channel" note="Nothing is kept about who followed a link.">
      {again.isError ? <ErrorNotice error={factsOf(again.error)} /> : null}
      <DataTable
        caption="What became of it by channel"
        columns={columnsWith((channel) => again.mutate(channel))}
        rows={rowsOf(announcement)}
        rowKey={({ channel }) => channel}
      />
    </Card>
  );
};

const rowsOf = ({ links, posts, followed }: Announcement): readonly Row[] =>
  links.map(({ channel, url }) => {
    const { people = 0, programs = 0 } = followed.find((one) => one.channel === channel) ?? {};
    return { channel, url, post: posts.find((one) => one.channel === channel), people, programs };
  });

const POSTS: Readonly<Record<Post['outcome'], readonly [string, 'plain' | 'good' | 'warn' | 'bad']>> = {
  due: ['about to be told', 'plain'],
  'put-off': ['asked to wait', 'warn'],
  attempting: ['being told', 'plain'],
  taken: ['told', 'good'],
  refused: ['refused', 'bad'],
  unknown: ['no answer: it may stand there', 'warn'],
};

const columnsWith = (onAgain: (channel: string) => void): readonly Column<Row>[] => [
  { key: 'channel', title: 'Channel', cell: ({ channel }) => channel },
  {
    key: 'post',
    title: 'What became of it',
    cell: ({ channel, post }) => <Became channel={channel} post={post} onAgain={onAgain} />,
  },
  { key: 'people', title: 'Followed by people', numeric: true, cell: ({ people }) => formatCount(people) },
  { key: 'programs', title: 'By programs', numeric: true, cell: ({ programs }) => formatCount(programs) },
  { key: 'url', title: 'Its link', cell: ({ url }) => <code className="refs">{url}</code> },
];

const Became = ({
  channel,
  post,
  onAgain,
}: {
  readonly channel: string;
  readonly post: Post | undefined;
  readonly onAgain: (channel: string) => void;
}) => {
  if (!post) return 'stands here';
  const [words, tone] = POSTS[post.outcome];
  const mayBeTold = post.outcome === 'refused' || post.outcome === 'unknown';
  return (
    <>
      <Badge tone={tone}>{words}</Badge>
      {post.why === null ? null : <p className="small">{post.why}</p>}
      {mayBeTold ? <Button onPress={() => onAgain(channel)}>Post again</Button> : null}
    </>
  );
};
