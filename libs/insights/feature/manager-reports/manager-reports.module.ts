import { type DynamicModule, Module } from '@nestjs/common';
import {
  MANAGER_REPORT_PORTS,
  type ManagerReportPorts,
  ManagerReportsController,
} from './manager-reports.controller.ts';

/** What managers are told about their teams. */
@Module({})
export class ManagerReportsModule {
  static register(ports: ManagerReportPorts): DynamicModule {
    return {
      module: ManagerReportsModule,
      controllers: [ManagerReportsController],
      providers: [{ provide: MANAGER_REPORT_PORTS, useValue: ports }],
    };
  }
}
