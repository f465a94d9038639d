import {
  type Asker,
  population as anyPopulation,
  segmentAt,
  segmentChange,
  type SegmentCount,
  segmentDraft,
  type SegmentHistory,
  type SegmentMembers,
  type SegmentMembership,
  segmentPage,
  segmentVersion,
  type SegmentView,
} from '@laurel/contracts';
import { type DefineSegment, type SegmentCommand } from '@laurel/engagement-domain';
import { Needs, newId, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type z } from 'zod';
import { ENGAGEMENT_PORTS, type EngagementPorts } from '../engagement.deps.ts';
import { keepMembers } from './keep-members.ts';
import { countMembers, membershipOf, pageOfMembers } from './members.query.ts';
import { namesIn, pinnedNames } from './pinned-names.ts';
import { type KeptSegment, readSegment, readSegments, segmentViewOf } from './segment-book.ts';
import { readSegmentHistory } from './segment-history.query.ts';
import { ForSegment } from './segment.handler.ts';

@Controller('v1/segments')
@Needs('engage')
export class SegmentsController {
  constructor(
    @Inject(ENGAGEMENT_PORTS) private readonly ports: EngagementPorts,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get()
  async list(): Promise<{ segments: SegmentView[] }> {
    const segments = await readSegments(this.ports.store, this.ports.search);
    return { segments: segments.map(segmentViewOf) };
  }

  @Post()
  async define(@Body() body: unknown, @WhoAsks() asker: Asker): Promise<SegmentView> {
    const { id, ...draft } = parseWith(segmentDraft, body, 'segment.definition');
    return this.decide(await this.commandOf('Define', id, draft, asker), asker);
  }

  @Get(':id')
  async read(@Param('id') id: string, @Query() query: unknown): Promise<SegmentView> {
    return segmentViewOf(await this.existing(id, parseWith(segmentVersion, query).version));
  }

  @Put(':id')
  async change(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<SegmentView> {
    await this.existing(id);
    const draft = parseWith(segmentChange, body, 'segment.definition');
    return this.decide(await this.commandOf('Change', id, draft, asker), asker);
  }

  @Post(':id/archive')
  @HttpCode(200)
  async archive(@Param('id') id: string, @WhoAsks() asker: Asker): Promise<SegmentView> {
    await this.existing(id);
    return this.decide({ type: 'Archive', segment: id }, asker);
  }

  @Get(':id/history')
  async history(@Param('id') id: string): Promise<SegmentHistory> {
    await this.existing(id);
    return readSegmentHistory(this.ports, id);
  }

  @Get(':id/size')
  async size(@Param('id') id: string, @Query() query: unknown): Promise<SegmentCount> {
    const { version, at } = parseWith(segmentAt, query);
    return countMembers(this.ports, await this.existing(id, version), this.timeOf(at));
  }

  @Get(':id/members')
  async members(@Param('id') id: string, @Query() query: unknown): Promise<SegmentMembers> {
    const { version, at, after, limit } = parseWith(segmentPage, query);
    return pageOfMembers(this.ports, await this.existing(id, version), { at: this.timeOf(at), after, limit });
  }

  @Get(':id/members/:learner')
  async explain(
    @Param('id') id: string,
    @Param('learner') learner: string,
    @Query() query: unknown,
  ): Promise<SegmentMembership> {
    const { version, at } = parseWith(segmentAt, query);
    return membershipOf(this.ports, await this.existing(id, version), { learner, at: this.timeOf(at) });
  }

  private async commandOf(
    type: DefineSegment['type'],
    segment: string,
    { title, population: given, keeps, asOf }: z.output<typeof segmentChange>,
    asker: Asker,
  ): Promise<DefineSegment> {
    const pinned = await pinnedNames(given, { names: namesIn(this.ports), writing: segment }, ['population']);
    const population = anyPopulation.parse(pinned);
    if (keeps === 'live') return { type, segment, title, population };
    const at = this.timeOf(asOf);
    if (at > this.ports.clock.now()) throw notYet();
    const fixed = await keepMembers(this.ports, { population, at, cause: causedBy(asker) });
    return { type, segment, title, population, fixed };
  }

  private async decide(command: SegmentCommand, asker: Asker): Promise<SegmentView> {
    await this.commands.execute(new ForSegment(command, causedBy(asker)));
    return segmentViewOf(await this.existing(command.segment));
  }

  private async existing(id: string, version?: number): Promise<KeptSegment> {
    const segment = await readSegment(this.ports.store, id, version);
    if (segment) return segment;
    const which = version === undefined ? '' : ` in version ${version}`;
    throw new Problematic(404, 'segment.missing', `No segment has the id ${id}${which}`);
  }

  private timeOf(at: string | undefined): Date {
    return at === undefined ? this.ports.clock.now() : new Date(at);
  }
}

const causedBy = ({ id: actor }: Asker) => ({ causation: newId(), correlation: newId(), actor });

const notYet = (): Problematic => {
  const reason = 'is in the future: nobody knows who will belong to it then';
  return new Problematic(400, 'segment.definition', `asOf: ${reason}`, { errors: [{ path: 'asOf', reason }] });
};
