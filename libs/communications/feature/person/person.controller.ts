import { type Category, EVERY_CATEGORY, ReasonGiven } from '@laurel/contracts';
import {
  consentDecider,
  type ConsentCommand,
  contactStream,
  hasLeft,
  type LinkPurpose,
  linksOf,
  type OfMessage,
  readLink,
  readTrackedLink,
  REASONS,
} from '@laurel/communications-domain';
import { run } from '@laurel/kernel';
import { dress, Needs, type Reply } from '@laurel/platform';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { z } from 'zod';
import { becauseOf, occasionOf } from '../occasion.ts';
import {
  preferencesPage,
  reasonPage,
  reasonTakenPage,
  unknownLinkPage,
  unsubscribedPage,
  unsubscribePage,
  whyPage,
} from './person-pages.ts';
import { PERSON_PORTS, type PersonPorts } from './person.deps.ts';
import { sentMessage } from './sent-message.ts';
import { textOfForm } from './take-forms.ts';

const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const chosen = z.looseObject({ category: list.default([]), choice: z.enum(['these', 'none']).default('these') });
const answered = z.looseObject({ answer: z.enum(REASONS.map(({ answer }) => answer)) });

/** A message, whose it is, and what its link says. */
interface Followed {
  readonly of: OfMessage;
  readonly detail: string;
}

/** What a person reaches from a message, by links that are signed. A GET changes nothing; a program opens every link. */
@Controller()
@Needs('public')
export class PersonController {
  constructor(@Inject(PERSON_PORTS) private readonly ports: PersonPorts) {}

  @Get('unsubscribe/:token')
  async askToLeave(@Param('token') token: string, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    const followed = await this.follow('unsubscribe', token, reply);
    if (!followed) return unknownLinkPage();
    return unsubscribePage(await this.ports.categories.find(followed.detail), this.preferencesOf(followed.of));
  }

  /** RFC 8058: the mail program posts here by itself, and reads no answer. */
  @Post('unsubscribe/:token')
  @HttpCode(200)
  async leave(
    @Param('token') token: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string> {
    const followed = await this.follow('unsubscribe', token, reply);
    if (!followed) return unknownLinkPage();
    const { of, detail: category } = followed;
    const by = JSON.stringify(textOfForm(body) ?? '').includes('One-Click') ? 'one-click' : 'person';
    await this.say({ type: 'Leave', category, by, learner: of.learner, message: of.message });
    return unsubscribedPage(await this.ports.categories.find(category), this.preferencesOf(of));
  }

  @Get('preferences/:token')
  async preferences(@Param('token') token: string, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    const followed = await this.follow('preferences', token, reply);
    return followed ? this.showPreferences(followed.of, false) : unknownLinkPage();
  }

  @Post('preferences/:token')
  @HttpCode(200)
  async choose(
    @Param('token') token: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string> {
    const followed = await this.follow('preferences', token, reply);
    if (!followed) return unknownLinkPage();
    const { learner, message } = followed.of;
    const said = { learner, message, by: 'person' } as const;
    const { category, choice } = chosen.parse(textOfForm(body) ?? {});
    if (choice === 'none') await this.say({ type: 'Leave', category: EVERY_CATEGORY, ...said });
    else {
      const offered = (await this.ports.categories.list()).filter(({ isOptional }) => isOptional);
      await this.say({ type: 'Choose', offered, wanted: new Set(category), ...said });
    }
    return this.showPreferences(followed.of, true);
  }

  @Get('why/:token')
  async why(@Param('token') token: string, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    const followed = await this.follow('why', token, reply);
    if (!followed) return unknownLinkPage();
    const { of } = followed;
    const occasion = await occasionOf(this.ports, of.firing);
    const { name } = await this.ports.categories.find(occasion.category);
    return whyPage(becauseOf(occasion), `It belongs to “${name}”.`, this.preferencesOf(of));
  }

  @Get('reason/:token')
  async askReason(@Param('token') token: string, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    const followed = await this.follow('reason', token, reply);
    return followed ? reasonPage(followed.detail) : unknownLinkPage();
  }

  @Post('reason/:token')
  @HttpCode(200)
  async giveReason(
    @Param('token') token: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string> {
    const followed = await this.follow('reason', token, reply);
    if (!followed) return unknownLinkPage();
    const given = answered.safeParse(textOfForm(body));
    if (!given.success) {
      reply.code(400);
      return reasonPage(followed.detail);
    }
    const { of } = followed;
    const { answer } = given.data;
    const stream = `answers-${of.message}`;
    const history = await this.ports.store.read(stream);
    const last = history.at(-1);
    if (!last || ReasonGiven.read(last).data.answer !== answer) {
      const cause = { causation: `reason-${of.message}`, correlation: of.firing };
      await this.ports.store.append(stream, history.length, [ReasonGiven.of({ ...of, answer })], cause);
    }
    return reasonTakenPage(REASONS.find((one) => one.answer === answer)?.label ?? answer);
  }

  @Get('t/:token')
  async lead(
    @Param('token') token: string,
    @Headers('user-agent') agent: string | undefined,
    @Req() { method }: { readonly method: string },
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string> {
    const tracked = readTrackedLink(this.ports.sign, token);
    dress(reply);
    if (!tracked) {
      reply.code(404);
      return unknownLinkPage();
    }
    const { message, label: link, url } = tracked;
    await this.ports.hits.keep(message, { link, at: this.ports.clock.now(), method, agent });
    if (url === '') return unknownLinkPage();
    reply.code(302).header('location', url);
    return '';
  }

  private async follow(purpose: LinkPurpose, token: string, reply: Reply): Promise<Followed | undefined> {
    dress(reply);
    const said = readLink(this.ports.sign, purpose, token);
    const of = said && (await sentMessage(this.ports.store, said.message));
    if (said && of) return { of, detail: said.detail };
    reply.code(404);
    return undefined;
  }

  private async say(command: ConsentCommand): Promise<void> {
    const cause = { causation: `link-of-${command.message}`, correlation: command.learner };
    await run(this.ports.store, consentDecider, { stream: contactStream(command.learner), command, cause });
  }

  private async showPreferences({ learner }: OfMessage, isSaved: boolean): Promise<string> {
    const history = await this.ports.store.read(contactStream(learner));
    const contact = history.map(consentDecider.read).reduce(consentDecider.evolve, consentDecider.initial);
    const categories = await this.ports.categories.list();
    const wanted = new Set(categories.filter((one: Category) => !hasLeft(contact, one)).map(({ id }) => id));
    return preferencesPage({ categories, wanted, isSaved });
  }

  private preferencesOf({ message }: OfMessage): string {
    return linksOf(this.ports, { message, category: '', isOptional: false, asksWhy: false }).preferences ?? '';
  }
}
