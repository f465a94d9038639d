import {
  type Asker,
  CSV,
  type ManagerReportDue,
  type Suggestion,
  type SuggestionAnswer,
  takeSuggestionBody,
  type TeamReportOf,
} from '@laurel/contracts';
import { type LinkPurpose, readLink, suggestionLink, teamLink } from '@laurel/communications-domain';
import { type Clock, type EventSearch, type EventStore } from '@laurel/kernel';
import { dress, Needs, newId, parseWith, Problematic, type Reply, WhoAsks } from '@laurel/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { occasionOf } from '../occasion.ts';
import { unknownLinkPage } from '../person/person-pages.ts';
import { type PersonPorts } from '../person/person.deps.ts';
import { sentMessage } from '../person/sent-message.ts';
import { stalePage, suggestionPage, takenPage, teamPage } from './team-pages.ts';
import { suggestionOf, takeSuggestion, type TakingPorts } from './take-suggestion.ts';
import { namesIn } from './team-ports.ts';

export interface TeamControllerPorts extends TakingPorts, Pick<PersonPorts, 'sign' | 'publicUrl'> {
  readonly store: EventStore;
  readonly search: EventSearch;
  readonly clock: Clock;
  /** The version of the settings of who names none. */
  readonly newestSettings: () => Promise<number>;
}
export const TEAM_PORTS = Symbol('TeamPorts');

const DAY_MS = 86_400_000;
/** Whoever holds a mail opens its page: for so long after its report. */
const PAGE_DAYS = 35;
const SUGGESTION_DAYS = 14;

const CAME_TO: Readonly<Record<'taken' | 'before', string>> = {
  taken: 'the person is written to, unless courtesy keeps it back (laurel ledger says so)',
  before: 'it was taken before, and nothing is sent twice',
};

/** A report that a link leads to, and what else the link says. */
interface Followed {
  readonly message: string;
  readonly of: TeamReportOf;
  readonly detail: string;
}

/** What managers reach from their mail, by links that are signed. A GET changes nothing; a program opens every link. */
@Controller()
@Needs('public')
export class TeamController {
  constructor(@Inject(TEAM_PORTS) private readonly ports: TeamControllerPorts) {}

  @Get('team/:token')
  async team(@Param('token') token: string, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    const followed = await this.follow('team', token, reply);
    if (typeof followed === 'string') return followed;
    const { report } = await this.ports.teamReports.read(followed.of);
    const nameOf = await namesIn(this.ports, report);
    const linkTo = (number: number): string => suggestionLink(this.ports, followed.message, number);
    return teamPage({ report, nameOf, linkTo, csv: `${teamLink(this.ports, followed.message)}/csv` });
  }

  @Get('team/:token/csv')
  async csv(@Param('token') token: string, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    const followed = await this.follow('team', token, reply);
    if (typeof followed === 'string') return followed;
    const { report } = await this.ports.teamReports.read(followed.of);
    reply.header('content-type', `${CSV}; charset=utf-8`);
    reply.header('content-disposition', `attachment; filename="team-${report.asOf.slice(0, 10)}.csv"`);
    return this.ports.teamReports.csv(report, await namesIn(this.ports, report));
  }

  @Get('suggestion/:token')
  async ask(@Param('token') token: string, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    const followed = await this.followSuggestion(token, reply);
    if (typeof followed === 'string') return followed;
    const nameOf = await this.nameOf(followed);
    return suggestionPage(followed.suggestion, nameOf, teamLink(this.ports, followed.message));
  }

  @Post('suggestion/:token')
  @HttpCode(200)
  async take(@Param('token') token: string, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    const followed = await this.followSuggestion(token, reply);
    if (typeof followed === 'string') return followed;
    const { of, suggestion, message } = followed;
    const cause = { causation: `link-of-${message}`, correlation: of.manager };
    const taken = await takeSuggestion(this.ports, of, { suggestion, cause });
    return takenPage(taken, suggestion, await this.nameOf(followed));
  }

  @Post('v1/teams/:manager/report/suggestions/:number')
  @HttpCode(200)
  @Needs('engage')
  async takeForManager(
    @Param() { manager = '', number = '' }: Readonly<Record<string, string>>,
    @Body() body: unknown,
    @WhoAsks() asker: Asker,
  ): Promise<SuggestionAnswer> {
    const { asOf, settings = await this.ports.newestSettings() } = parseWith(takeSuggestionBody, body);
    const of = { manager, asOf: new Date(asOf).toISOString(), settings };
    const suggestion = await suggestionOf(this.ports, of, Number(number));
    if (!suggestion) throw new Problematic(404, 'suggestion.unknown', 'That report has no such suggestion');
    const cause = { causation: newId(), correlation: manager, actor: asker.id };
    const taken = await takeSuggestion(this.ports, of, { suggestion, cause });
    return { taken: taken.is === 'taken', why: taken.is === 'gone' ? taken.why : CAME_TO[taken.is] };
  }

  private async nameOf({ of, suggestion: { learner } }: Followed & { readonly suggestion: Suggestion }) {
    const names = await this.ports.namesOf([of.manager, learner]);
    return (one: string): string => names.get(one) ?? one;
  }

  private async followSuggestion(
    token: string,
    reply: Reply,
  ): Promise<(Followed & { readonly suggestion: Suggestion }) | string> {
    const followed = await this.follow('suggestion', token, reply);
    if (typeof followed === 'string') return followed;
    const suggestion = await suggestionOf(this.ports, followed.of, Number(followed.detail));
    if (suggestion) return { ...followed, suggestion };
    reply.code(404);
    return unknownLinkPage();
  }

  /** The report behind a link, or the page that says why there is none. */
  private async follow(purpose: LinkPurpose, token: string, reply: Reply): Promise<Followed | string> {
    dress(reply);
    const said = readLink(this.ports.sign, purpose, token);
    const of = said && (await sentMessage(this.ports.store, said.message));
    const occasion = of && (await occasionOf(this.ports, of.firing));
    if (!said || occasion?.is !== 'manager-report') {
      reply.code(404);
      return unknownLinkPage();
    }
    if (this.isStale(occasion.due, purpose)) {
      reply.code(410);
      return stalePage();
    }
    const { learner: manager, asOf, settings } = occasion.due;
    return { message: said.message, detail: said.detail, of: { manager, asOf, settings } };
  }

  private isStale({ asOf }: ManagerReportDue, purpose: LinkPurpose): boolean {
    const days = purpose === 'team' ? PAGE_DAYS : SUGGESTION_DAYS;
    return this.ports.clock.now().getTime() > Date.parse(asOf) + days * DAY_MS;
  }
}
