import {
  type Asker,
  CSV,
  managerReportSettings,
  type ManagerReportList,
  type ManagerReportSettingsView,
  managerReportsQuery,
  type TeamReport,
  teamReportQuery,
} from '@laurel/contracts';
import { type EventSearch } from '@laurel/kernel';
import { Needs, newId, parseWith, Problematic, type Reply, WhoAsks } from '@laurel/platform';
import { Body, Controller, Get, Headers, Inject, Param, Put, Query, Res } from '@nestjs/common';
import { readManagerReports } from './manager-reports.query.ts';
import { teamCsv } from './team-csv.ts';
import { readTeamReport, type TeamReportsDeps } from './team-reports.ts';

export interface ManagerReportPorts extends TeamReportsDeps {
  readonly search: EventSearch;
}
export const MANAGER_REPORT_PORTS = Symbol('ManagerReportPorts');

@Controller('v1')
export class ManagerReportsController {
  constructor(@Inject(MANAGER_REPORT_PORTS) private readonly ports: ManagerReportPorts) {}

  @Get('teams/:manager/report')
  @Needs('ask')
  async report(
    @Param('manager') manager: string,
    @Query() query: unknown,
    @Headers('accept') accept = '',
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<TeamReport | string> {
    const { asOf, settings } = parseWith(teamReportQuery, query);
    const version = settings ?? (await this.settings()).version;
    const at = (asOf === undefined ? this.ports.clock.now() : new Date(asOf)).toISOString();
    const report = await readTeamReport(this.ports, { manager, asOf: at, settings: version });
    if (!report) throw wrong('settings', 'there is no such version');
    if (!accept.includes(CSV)) return report;
    reply.header('content-type', `${CSV}; charset=utf-8`);
    return teamCsv(report);
  }

  @Get('manager-reports')
  @Needs('engage')
  list(@Query() query: unknown): Promise<ManagerReportList> {
    return readManagerReports(this.ports.search, parseWith(managerReportsQuery, query));
  }

  @Get('manager-report-settings')
  @Needs('engage')
  async settings(): Promise<ManagerReportSettingsView> {
    const kept = await this.ports.settingsBook.find();
    if (!kept) throw new Error('the newest settings are not there');
    return kept.settings;
  }

  @Put('manager-report-settings')
  @Needs('engage')
  async set(@Body() body: unknown, @WhoAsks() asker: Asker): Promise<ManagerReportSettingsView> {
    const cause = { causation: newId(), correlation: newId(), actor: asker.id };
    await this.ports.settingsBook.set(parseWith(managerReportSettings, body), cause);
    return this.settings();
  }
}

const wrong = (path: string, reason: string): Problematic =>
  new Problematic(400, 'request.schema', `${path}: ${reason}`, { errors: [{ path, reason }] });
