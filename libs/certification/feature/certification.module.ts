import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { CERTIFICATION_PORTS, type CertificationPorts } from './certification.deps.ts';
import { CertificatesController } from './certificates/certificates.controller.ts';
import { PathsController } from './paths/paths.controller.ts';
import { ProgrammeHandler } from './programmes/programme.handler.ts';
import { ProgrammesController } from './programmes/programmes.controller.ts';

@Module({})
export class CertificationModule {
  static register(ports: CertificationPorts): DynamicModule {
    return {
      module: CertificationModule,
      imports: [CqrsModule],
      controllers: [ProgrammesController, PathsController, CertificatesController],
      providers: [{ provide: CERTIFICATION_PORTS, useValue: ports }, ProgrammeHandler],
    };
  }
}
