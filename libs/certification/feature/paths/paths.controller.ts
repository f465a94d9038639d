import { type PathCommand, pathDecider } from '@laurel/certification-domain';
import {
  type Asker,
  moveOrder,
  type PathListView,
  pathsQuery,
  type PathView,
  programmeWhy,
  signOffOrder,
} from '@laurel/contracts';
import { run } from '@laurel/kernel';
import { Needs, newId, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CERTIFICATION_PORTS, type CertificationPorts } from '../certification.deps.ts';
import { readProgramme, readProgrammes, type WrittenProgramme } from '../programmes/programme-book.ts';
import { decidePaths, streamOfPath } from './look-at-paths.ts';
import { viewOfPath } from './path-view.query.ts';

@Controller('v1')
@Needs('certify')
export class PathsController {
  constructor(@Inject(CERTIFICATION_PORTS) private readonly ports: CertificationPorts) {}

  @Get('programmes/:id/paths')
  async list(@Param('id') id: string, @Query() query: unknown): Promise<PathListView> {
    await this.existing(id);
    const { after, limit } = parseWith(pathsQuery, query);
    const page = await this.ports.paths.page({ programme: id, after, limit });
    const paths = page.map(({ learner, programmeVersion: version, completions, isComplete, begunAt }) => ({
      ...{ learner, version, completions, isComplete, begunAt: begunAt.toISOString() },
    }));
    return { paths, next: page.length === limit ? (page.at(-1)?.learner ?? null) : null };
  }

  @Get('programmes/:id/paths/:learner')
  async read(@Param('id') id: string, @Param('learner') learner: string): Promise<PathView> {
    const view = await viewOfPath(this.ports, await this.existing(id), learner);
    if (view) return view;
    throw new Problematic(404, 'programme.closed', `Nobody begins ${id}, and ${learner} has not begun it`);
  }

  @Get('learners/:id/paths')
  @Needs('ask')
  async ofLearner(@Param('id') learner: string): Promise<{ learner: string; paths: PathView[] }> {
    const begun = new Set((await this.ports.paths.ofLearner(learner)).map(({ programme }) => programme));
    const programmes = (await readProgrammes(this.ports)).filter(({ id }) => begun.has(id));
    const views = await Promise.all(programmes.map((one) => viewOfPath(this.ports, one, learner)));
    const paths = views.flatMap((one) => one ?? []).sort((a, b) => (a.programme < b.programme ? -1 : 1));
    return { learner, paths };
  }

  @Post('programmes/:id/paths/:learner/sign-offs')
  @HttpCode(200)
  @Needs('sign-off')
  async signOff(
    @Param('id') id: string,
    @Param('learner') learner: string,
    @Body() body: unknown,
    @WhoAsks() { id: by }: Asker,
  ): Promise<PathView> {
    const { requirement, mentor, at } = parseWith(signOffOrder, body);
    const now = this.ports.clock.now();
    const seenAt = at === undefined ? now : new Date(at);
    if (seenAt > now) throw new Problematic(400, 'path.sign-off', 'at: it is still to come');
    const programme = await this.existing(id);
    const of = { programme: id, learner };
    return this.tell(programme, { type: 'SignOff', of, programme, requirement, mentor, at: seenAt, by }, by);
  }

  @Post('programmes/:id/paths/:learner/sign-offs/:signOff/withdraw')
  @HttpCode(200)
  @Needs('sign-off')
  async withdraw(
    @Param() { id, learner, signOff }: { readonly id: string; readonly learner: string; readonly signOff: string },
    @Body() body: unknown,
    @WhoAsks() { id: by }: Asker,
  ): Promise<PathView> {
    const { why } = parseWith(programmeWhy, body);
    const of = { programme: id, learner };
    const programme = await this.existing(id);
    return this.tell(programme, { type: 'WithdrawSignOff', of, signOff: Number(signOff), why, by }, by);
  }

  @Post('programmes/:id/paths/:learner/move')
  @HttpCode(200)
  async move(
    @Param('id') id: string,
    @Param('learner') learner: string,
    @Body() body: unknown,
    @WhoAsks() { id: by }: Asker,
  ): Promise<PathView> {
    const { version, why } = parseWith(moveOrder, body);
    const programme = await this.existing(id);
    return this.tell(programme, { type: 'Move', of: { programme: id, learner }, programme, to: version, why, by }, by);
  }

  /** What it says is decided, and what follows from it: a sign-off may be the last that was asked. */
  private async tell(programme: WrittenProgramme, command: PathCommand, actor: string): Promise<PathView> {
    const { learner } = command.of;
    const stream = streamOfPath(programme.id, learner);
    const cause = { causation: newId(), correlation: newId(), actor };
    await run(this.ports.store, pathDecider, { stream, command, cause });
    const programmes = await readProgrammes(this.ports);
    await decidePaths(this.ports, [{ programme, learner }], { programmes, actor });
    return this.read(programme.id, learner);
  }

  private async existing(id: string): Promise<WrittenProgramme> {
    const programme = await readProgramme(this.ports.store, id);
    if (!programme) throw new Problematic(404, 'programme.missing', `No programme has the id ${id}`);
    return programme;
  }
}
