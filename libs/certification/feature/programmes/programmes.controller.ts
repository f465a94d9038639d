import { type ProgrammeCommand } from '@laurel/certification-domain';
import {
  type Asker,
  newProgramme,
  programmeChange,
  type ProgrammeSummary,
  programmeVersionOrder,
  type ProgrammeView,
  programmeWhy,
  type ReviewView,
} from '@laurel/contracts';
import { Needs, newId, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CERTIFICATION_PORTS, type CertificationPorts } from '../certification.deps.ts';
import { orderReview, readReviews } from '../reviews/run-reviews.ts';
import { readProgramme, readProgrammes, type WrittenProgramme } from './programme-book.ts';
import { summaryOfProgramme, viewOfProgramme } from './programme-view.query.ts';
import { ForProgramme } from './programme.handler.ts';

@Controller('v1/programmes')
@Needs('certify')
export class ProgrammesController {
  constructor(
    @Inject(CERTIFICATION_PORTS) private readonly ports: CertificationPorts,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get()
  async list(): Promise<{ programmes: ProgrammeSummary[] }> {
    return { programmes: (await readProgrammes(this.ports)).map(summaryOfProgramme) };
  }

  @Post()
  async draft(@Body() body: unknown, @WhoAsks() asker: Asker): Promise<ProgrammeView> {
    const { id, definition } = parseWith(newProgramme, body, 'programme.definition');
    if (await readProgramme(this.ports.store, id)) {
      throw new Problematic(409, 'programme.exists', `A programme ${id} is there`);
    }
    return this.tell(id, { type: 'Draft', programme: id, definition }, asker);
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<ProgrammeView> {
    return viewOfProgramme(this.ports, await this.existing(id));
  }

  @Put(':id')
  async change(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<ProgrammeView> {
    await this.existing(id);
    const { definition } = parseWith(programmeChange, body, 'programme.definition');
    return this.tell(id, { type: 'Draft', programme: id, definition }, asker);
  }

  @Delete(':id')
  async archive(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<ProgrammeView> {
    await this.existing(id);
    return this.tell(id, { type: 'Archive', ...parseWith(programmeWhy, body), by: asker.id }, asker);
  }

  @Post(':id/publish')
  @HttpCode(200)
  async publish(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<ProgrammeView> {
    await this.existing(id);
    return this.tell(id, { type: 'Publish', ...parseWith(programmeVersionOrder, body), by: asker.id }, asker);
  }

  @Post(':id/reopen')
  @HttpCode(200)
  async reopen(@Param('id') id: string, @WhoAsks() asker: Asker): Promise<ProgrammeView> {
    await this.existing(id);
    return this.tell(id, { type: 'Reopen', by: asker.id }, asker);
  }

  @Get(':id/reviews')
  async reviews(@Param('id') id: string): Promise<{ reviews: ReviewView[] }> {
    await this.existing(id);
    const reviews = await readReviews(this.ports, id);
    return {
      reviews: reviews.map(({ review, is, orderedAt, people, looked, completed }) => ({
        ...{ review, is, orderedAt: orderedAt.toISOString(), people, looked, completed },
      })),
    };
  }

  @Post(':id/reviews')
  @HttpCode(202)
  async review(@Param('id') id: string, @WhoAsks() { id: by }: Asker): Promise<{ reviews: ReviewView[] }> {
    const programme = await this.existing(id);
    if (programme.live === undefined) {
      throw new Problematic(409, 'programme.closed', `Nobody begins ${id}: publish a version, or reopen it`);
    }
    const cause = { causation: newId(), correlation: newId(), actor: by };
    await orderReview(this.ports, programme, { review: newId(), by, cause });
    return this.reviews(id);
  }

  private async tell(id: string, command: ProgrammeCommand, { id: actor }: Asker): Promise<ProgrammeView> {
    await this.commands.execute(new ForProgramme(id, command, { causation: newId(), correlation: newId(), actor }));
    return viewOfProgramme(this.ports, await this.existing(id));
  }

  private async existing(id: string): Promise<WrittenProgramme> {
    const programme = await readProgramme(this.ports.store, id);
    if (!programme) throw new Problematic(404, 'programme.missing', `No programme has the id ${id}`);
    return programme;
  }
}
