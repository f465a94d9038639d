import {
  AddressSuppressed,
  type Asker,
  type BouncesTaken,
  type Category,
  category as categorySchema,
  categoryDefinition,
  type CategoryList,
  EVERY_CATEGORY,
  liftSuppressionBody,
  preferencesChoice,
  type PreferencesView,
  type SentAgain,
  type SuppressionList,
  type UnknownMessages,
} from '@laurel/contracts';
import {
  addressDecider,
  addressStream,
  consentDecider,
  contactStream,
  hasLeft,
  reportsOfSes,
} from '@laurel/communications-domain';
import { type Cause, run } from '@laurel/kernel';
import { Needs, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { sentMessage } from '../person/sent-message.ts';
import { OPERATOR_PORTS, type OperatorPorts } from './operator.deps.ts';
import { sendOneAgain, unknownMessagesOf } from './send-again.ts';
import { takeReports } from './take-reports.ts';

const MOST_SUPPRESSIONS = 1_000;

const by = ({ id: actor }: Asker): Cause & { readonly actor: string } => ({
  ...{ causation: `key-${actor}`, correlation: `key-${actor}`, actor },
});

/** What operators say about the manners of messages, and for people who asked them to. */
@Controller('v1')
export class CourtesyController {
  constructor(@Inject(OPERATOR_PORTS) private readonly ports: OperatorPorts) {}

  @Get('categories')
  @Needs('engage')
  async categories(): Promise<CategoryList> {
    return { categories: [...(await this.ports.categories.list())] };
  }

  @Put('categories/:id')
  @Needs('engage')
  async define(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<Category> {
    const told = parseWith(categorySchema, { ...parseWith(categoryDefinition, body), id });
    await this.ports.categories.define(told, by(asker));
    return told;
  }

  @Get('preferences/:learner')
  @Needs('people')
  async preferences(@Param('learner') learner: string): Promise<PreferencesView> {
    const history = await this.ports.store.read(contactStream(learner));
    const contact = history.map(consentDecider.read).reduce(consentDecider.evolve, consentDecider.initial);
    const optional = (await this.ports.categories.list()).filter(({ isOptional }) => isOptional);
    return {
      learner,
      leftEverything: contact.left.has(EVERY_CATEGORY),
      categories: optional.map((one) => ({ id: one.id, name: one.name, wanted: !hasLeft(contact, one) })),
    };
  }

  @Put('preferences/:learner')
  @Needs('people')
  async choose(
    @Param('learner') learner: string,
    @Body() body: unknown,
    @WhoAsks() asker: Asker,
  ): Promise<PreferencesView> {
    const choice = parseWith(preferencesChoice, body);
    const said = { learner, by: 'operator' } as const;
    const offered = (await this.ports.categories.list()).filter(({ isOptional }) => isOptional);
    const command =
      'wanted' in choice
        ? ({ type: 'Choose', offered, wanted: new Set(choice.wanted), ...said } as const)
        : ({ type: 'Leave', category: EVERY_CATEGORY, ...said } as const);
    await run(this.ports.store, consentDecider, { stream: contactStream(learner), command, cause: by(asker) });
    return this.preferences(learner);
  }

  @Get('suppressions')
  @Needs('people')
  async suppressions(): Promise<SuppressionList> {
    const types = [AddressSuppressed.type];
    const found = await this.ports.search.find({ types, about: {}, limit: MOST_SUPPRESSIONS });
    const suppressions: SuppressionList['suppressions'] = [];
    for (const event of found) {
      const { address, learner, because, status } = AddressSuppressed.read(event).data;
      if (suppressions.some((one) => one.address === address)) continue;
      const history = await this.ports.store.read(addressStream(address));
      const state = history.map(addressDecider.read).reduce(addressDecider.evolve, addressDecider.initial);
      const at = event.recordedAt.toISOString();
      if (state.is === 'suppressed') suppressions.push({ address, learner, because, status, at });
    }
    return { suppressions };
  }

  @Post('suppressions/:id/lift')
  @Needs('people')
  @HttpCode(204)
  async lift(@Param('id') address: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<void> {
    const { why } = parseWith(liftSuppressionBody, body);
    const [first] = await this.ports.store.read(addressStream(address));
    const learner = first ? addressDecider.read(first).data.learner : '';
    const command = { type: 'Lift', address, learner, why } as const;
    await run(this.ports.store, addressDecider, { stream: addressStream(address), command, cause: by(asker) });
  }

  @Get('messages/unknown')
  @Needs('operate')
  async unknown(): Promise<UnknownMessages> {
    return { messages: await unknownMessagesOf(this.ports) };
  }

  @Post('messages/unknown/send-again')
  @Needs('operate')
  @HttpCode(200)
  async sendAllAgain(@WhoAsks() asker: Asker): Promise<SentAgain> {
    let again = 0;
    for (const { message } of await unknownMessagesOf(this.ports)) {
      const of = await sentMessage(this.ports.store, message);
      if (of) again += (await sendOneAgain(this.ports, of, by(asker))).length;
    }
    return { again };
  }

  @Post('messages/:id/send-again')
  @Needs('operate')
  @HttpCode(200)
  async sendAgain(@Param('id') id: string, @WhoAsks() asker: Asker): Promise<SentAgain> {
    const of = await sentMessage(this.ports.store, id);
    if (!of) throw new Problematic(404, 'message.missing', 'There is no such message');
    return { again: (await sendOneAgain(this.ports, of, by(asker))).length };
  }

  @Post('bounces')
  @Needs('engage')
  @HttpCode(200)
  async bounces(@Body() body: unknown): Promise<BouncesTaken> {
    const reports = Buffer.isBuffer(body) ? await this.ports.readMailReport(body) : reportsOfSes(body);
    if (reports) return takeReports(this.ports, reports);
    throw new Problematic(400, 'bounce.unknown', 'Send message/rfc822, or a notification of Amazon SES as JSON');
  }
}
