import {
  type Asker,
  type Attachment,
  CSV,
  PDF,
  type Report,
  type ReportDue,
  type WriteReport,
} from '@laurel/contracts';
import {
  type KeptSubscription,
  type RenderReport,
  type SavedQuestion,
  type SavedQuestions,
  type Subscriptions,
  whenInWords,
} from '@laurel/insights-domain';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Metrics } from '@laurel/platform';
import { type Answered, type Questions } from '../answering.ts';
import { csvOf } from '../export/csv.ts';
import { addressOf } from '../saved/address.ts';
import { answerUnattended } from './answer-unattended.ts';
import { documentOf, momentOf } from './report-document.ts';
import { type QuestionLimits } from '../too-heavy.ts';

export interface ReportDeps {
  readonly savedQuestions: SavedQuestions;
  readonly subscriptions: Subscriptions;
  readonly questions: Questions;
  readonly warehouse: Warehouse;
  readonly render: RenderReport;
  readonly metrics: Pick<Metrics, 'questionSeconds'>;
  readonly publicUrl: string;
  /** What a question may take. */
  readonly questionLimits: QuestionLimits;
}

/** A larger one is refused by many mail servers. */
const MOST_BYTES = 10_000_000;

/** Asks the version that fell due, as known then: whenever the mail goes out, it says the same. */
export const reportWriter =
  (deps: ReportDeps): WriteReport =>
  async (due) => {
    const [subscription, saved] = await Promise.all([
      deps.subscriptions.find(due.subscription),
      deps.savedQuestions.find(due.savedQuestion, due.version),
    ]);
    if (!subscription || subscription.endedAt) return { why: 'the subscription has ended' };
    if (!saved || saved.archivedAt) return { why: 'the saved question is archived' };
    const answered = await answerUnattended(deps, saved, { asker: askerOf(subscription), asOf: due.asOf });
    return 'why' in answered ? answered : written(deps, { due, subscription, saved, answered });
  };

/** A report shows what the key that made the subscription might see. */
export const askerOf = ({ madeBy, sees }: Pick<KeptSubscription, 'madeBy' | 'sees'>): Asker => ({
  id: madeBy,
  scopes: new Set(['ask']),
  sees,
});

interface Written {
  readonly due: ReportDue;
  readonly subscription: KeptSubscription;
  readonly saved: SavedQuestion;
  readonly answered: Answered;
}

const written = async (deps: ReportDeps, { due, subscription, saved, answered }: Written): Promise<Report> => {
  const address = `${deps.publicUrl}${addressOf(saved.id)}`;
  const name = fileNameOf(saved.name, due.asOf);
  const pdf = await deps.render(documentOf(saved, answered, address), new Date(due.asOf));
  const all: readonly Attachment[] = [
    { name: `${name}.pdf`, type: PDF, content: pdf },
    { name: `${name}.csv`, type: `${CSV}; charset=utf-8`, content: new TextEncoder().encode(csvOf(answered.table())) },
  ];
  const attachments = all.filter(({ content }) => content.byteLength <= MOST_BYTES);
  return {
    subject: subscription.when.by === 'threshold' ? `${saved.name}: ${due.because}` : saved.name,
    paragraphs: [
      ...(saved.description === null ? [] : [saved.description]),
      `“${saved.name}” as known on ${momentOf(due.asOf)}: the answer is attached.`,
      ...(attachments.length < all.length ? ['A table is too large for a mail: fetch it from the page.'] : []),
      ...passedOver(due),
      `You get this mail ${subscription.when.by === 'threshold' ? `because ${due.because}` : due.because}. Look at it now: ${address}`,
      `Subscription ${subscription.id}: ${whenInWords(subscription.when)}.`,
    ],
    attachments,
  };
};

const passedOver = ({ passedOver: count }: ReportDue): readonly string[] =>
  count === 0
    ? []
    : [
        `${count === 1 ? 'One report' : `${count} reports`} before this one fell due while Laurel was not running; this one stands for them.`,
      ];

/** Safe in every file system, and told apart by day. */
const fileNameOf = (name: string, asOf: string): string => {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 60);
  return `${plain || 'report'}-${asOf.slice(0, 10)}`;
};
