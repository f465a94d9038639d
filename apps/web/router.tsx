import { EmptyState, PageHeader } from '@laurel/web-ui';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link } from '@tanstack/react-router';
import { Layout } from './layout.tsx';
import { AnnouncementsPage } from './pages/announcements/announcements.page.tsx';
import { atRiskSearch } from './pages/at-risk/at-risk-search.ts';
import { CampaignsPage } from './pages/campaigns/campaigns.page.tsx';
import { compareSearch } from './pages/compare/compare-search.ts';
import { DeadLetterPage } from './pages/dead-letters/dead-letter.page.tsx';
import { DeadLettersPage } from './pages/dead-letters/dead-letters.page.tsx';
import { lettersSearch } from './pages/dead-letters/letters-search.ts';
import { curveSearch } from './pages/dropout-curve/curve-search.ts';
import { FiringsPage } from './pages/firings/firings.page.tsx';
import { firingsSearch } from './pages/firings/firings-search.ts';
import { HealthPage } from './pages/health/health.page.tsx';
import { learnerSearch } from './pages/learners/learner-search.ts';
import { MailboxPage } from './pages/mailbox/mailbox.page.tsx';
import { OverviewPage } from './pages/overview/overview.page.tsx';
import { overviewSearch } from './pages/overview/overview-search.ts';
import { backTestSearch } from './pages/rules/back-test/back-test-search.ts';
import { newRuleSearch } from './pages/rules/new-rule-search.ts';
import { RulePage } from './pages/rules/rule.page.tsx';
import { RulesPage } from './pages/rules/rules.page.tsx';
import { SavedQuestionPage } from './pages/saved-questions/saved-question.page.tsx';
import { SavedQuestionsPage } from './pages/saved-questions/saved-questions.page.tsx';
import { templateSearch } from './pages/templates/template-search.ts';
import { TemplatesPage } from './pages/templates/templates.page.tsx';

const NotFound = () => (
  <>
    <PageHeader title="Nothing here" lead="This address does not lead anywhere in Laurel." />
    <EmptyState title="The page may have moved, or the link was cut.">
      <p>
        <Link to="/">Go to the overview</Link>
      </p>
    </EmptyState>
  </>
);

const root = createRootRoute({ component: Layout, notFoundComponent: NotFound });

const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: overviewSearch,
  component: OverviewPage,
});
const funnel = createRoute({
  getParentRoute: () => root,
  path: '/funnel',
  // The page reads the question itself, so that a wrong one is explained there and not lost.
  validateSearch: (search: Record<string, unknown>) => search,
  component: lazyRouteComponent(() => import('./pages/funnel/funnel.page.tsx'), 'FunnelPage'),
});
const savedQuestions = createRoute({
  getParentRoute: () => root,
  path: '/saved-questions',
  component: SavedQuestionsPage,
});
const savedQuestion = createRoute({
  getParentRoute: () => root,
  path: '/saved-questions/$id',
  component: SavedQuestionPage,
});
const dropoutCurve = createRoute({
  getParentRoute: () => root,
  path: '/dropout-curve',
  validateSearch: curveSearch,
  component: lazyRouteComponent(() => import('./pages/dropout-curve/dropout-curve.page.tsx'), 'DropoutCurvePage'),
});
const atRisk = createRoute({
  getParentRoute: () => root,
  path: '/at-risk',
  validateSearch: atRiskSearch,
  component: lazyRouteComponent(() => import('./pages/at-risk/at-risk.page.tsx'), 'AtRiskPage'),
});
const compare = createRoute({
  getParentRoute: () => root,
  path: '/compare',
  validateSearch: compareSearch,
  component: lazyRouteComponent(() => import('./pages/compare/compare.page.tsx'), 'ComparePage'),
});
const learner = createRoute({
  getParentRoute: () => root,
  path: '/learners/$id',
  validateSearch: learnerSearch,
  component: lazyRouteComponent(() => import('./pages/learners/learner.page.tsx'), 'LearnerPage'),
});
const personLedger = createRoute({
  getParentRoute: () => root,
  path: '/learners/$id/ledger',
  component: lazyRouteComponent(() => import('./pages/ledger/person-ledger.page.tsx'), 'PersonLedgerPage'),
});
const firings = createRoute({
  getParentRoute: () => root,
  path: '/firings',
  validateSearch: firingsSearch,
  component: FiringsPage,
});
const rules = createRoute({ getParentRoute: () => root, path: '/rules', component: RulesPage });
const newRule = createRoute({
  getParentRoute: () => root,
  path: '/rules/new',
  validateSearch: newRuleSearch,
  component: lazyRouteComponent(() => import('./pages/rules/rule-draft.page.tsx'), 'NewRulePage'),
});
const rule = createRoute({ getParentRoute: () => root, path: '/rules/$id', component: RulePage });
const ruleDefinition = createRoute({
  getParentRoute: () => root,
  path: '/rules/$id/definition',
  component: lazyRouteComponent(() => import('./pages/rules/rule-draft.page.tsx'), 'ChangeRulePage'),
});
const backTest = createRoute({
  getParentRoute: () => root,
  path: '/rules/$id/back-test',
  validateSearch: backTestSearch,
  component: lazyRouteComponent(() => import('./pages/rules/back-test/back-test.page.tsx'), 'BackTestPage'),
});
const campaigns = createRoute({ getParentRoute: () => root, path: '/campaigns', component: CampaignsPage });
const newCampaign = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/new',
  component: lazyRouteComponent(() => import('./pages/campaigns/campaign-draft.page.tsx'), 'NewCampaignPage'),
});
const campaign = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id',
  component: lazyRouteComponent(() => import('./pages/campaigns/campaign.page.tsx'), 'CampaignPage'),
});
const campaignDefinition = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id/definition',
  component: lazyRouteComponent(() => import('./pages/campaigns/campaign-draft.page.tsx'), 'ChangeCampaignPage'),
});
const campaignLedger = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id/ledger',
  component: lazyRouteComponent(() => import('./pages/campaigns/campaign-ledger.page.tsx'), 'CampaignLedgerPage'),
});
const templates = createRoute({ getParentRoute: () => root, path: '/templates', component: TemplatesPage });
const template = createRoute({
  getParentRoute: () => root,
  path: '/templates/$id',
  validateSearch: templateSearch,
  component: lazyRouteComponent(() => import('./pages/templates/template.page.tsx'), 'TemplatePage'),
});
const announcements = createRoute({ getParentRoute: () => root, path: '/announcements', component: AnnouncementsPage });
const announcement = createRoute({
  getParentRoute: () => root,
  path: '/announcements/$id/outcome',
  component: lazyRouteComponent(() => import('./pages/announcements/announcement.page.tsx'), 'AnnouncementPage'),
});
const mailbox = createRoute({ getParentRoute: () => root, path: '/mailbox', component: MailboxPage });
const mail = createRoute({ getParentRoute: () => root, path: '/mailbox/$id', component: MailboxPage });
const deadLetters = createRoute({
  getParentRoute: () => root,
  path: '/dead-letters',
  validateSearch: lettersSearch,
  component: DeadLettersPage,
});
const deadLetter = createRoute({ getParentRoute: () => root, path: '/dead-letters/$id', component: DeadLetterPage });
const health = createRoute({ getParentRoute: () => root, path: '/doctor', component: HealthPage });

const tree = root.addChildren([
  overview,
  funnel,
  savedQuestions,
  savedQuestion,
  dropoutCurve,
  atRisk,
  compare,
  learner,
  personLedger,
  rules,
  newRule,
  rule,
  ruleDefinition,
  backTest,
  campaigns,
  newCampaign,
  campaign,
  campaignDefinition,
  campaignLedger,
  templates,
  template,
  announcements,
  announcement,
  firings,
  mailbox,
  mail,
  deadLetters,
  deadLetter,
  health,
]);

export const createAppRouter = () => createRouter({ routeTree: tree, scrollRestoration: true });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
