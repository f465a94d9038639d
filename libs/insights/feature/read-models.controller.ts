import { type ReadModelList, rebuildOrder, type RebuildProgress } from '@laurel/contracts';
import {
  type DerivedReadModel,
  derivedReadModels,
  rebuildReadModel,
  type Warehouse,
} from '@laurel/insights-read-model';
import { LOGGER, type Logger, Needs, parseWith, Problematic } from '@laurel/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';
import { WAREHOUSE } from './tokens.ts';

@Controller('v1/read-models')
export class ReadModelsController {
  private readonly underWay = new Set<string>();

  constructor(
    @Inject(WAREHOUSE) private readonly warehouse: Warehouse,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @Get()
  @Needs('operate')
  async list(): Promise<ReadModelList> {
    const sizes = await this.warehouse.rows<{ name: string; rows: string | null; bytes: string | null }>(
      'SELECT name, total_rows AS rows, total_bytes AS bytes FROM system.tables WHERE database = currentDatabase()',
    );
    const sizeOf = new Map(sizes.map((size) => [size.name, size]));
    return {
      readModels: derivedReadModels.map(({ name, answers }) => ({
        name,
        answers,
        rows: Number(sizeOf.get(name)?.rows ?? 0),
        bytes: Number(sizeOf.get(name)?.bytes ?? 0),
      })),
    };
  }

  @Post(':name/rebuild')
  @HttpCode(200)
  @Needs('operate')
  rebuild(@Param('name') name: string, @Body() body: unknown): StreamableFile {
    const { compare } = parseWith(rebuildOrder, body ?? {});
    const model = derivedReadModels.find((one) => one.name === name);
    if (!model) throw new Problematic(404, 'read-model.unknown', `No read model is called ${name}`);
    if (this.underWay.has(name)) throw new Problematic(409, 'read-model.busy', `${name} is being rebuilt already`);
    this.underWay.add(name);
    return new StreamableFile(Readable.from(this.lines(model, compare)), { type: 'application/x-ndjson' });
  }

  private async *lines(model: DerivedReadModel, compare: boolean): AsyncGenerator<string> {
    const line = (progress: Omit<RebuildProgress, 'readModel'>) =>
      `${JSON.stringify({ readModel: model.name, ...progress })}\n`;
    try {
      for await (const step of rebuildReadModel(this.warehouse, model, { compare })) yield line(step);
    } catch (error) {
      // The answer has begun with 200: the failure can only be its last line. The live read model is as it was.
      this.log.error({ error, readModel: model.name }, 'rebuild failed');
      const reason = error instanceof Error ? error.message : String(error);
      yield line({ state: 'failed', factsDone: 0, factsTotal: 0, differences: null, reason });
    } finally {
      this.underWay.delete(model.name);
    }
  }
}
