import { type DynamicModule, Module } from '@nestjs/common';
import { AnswersController } from './endorsements/answers.controller.ts';
import { ENDORSEMENT_PORTS } from './endorsements/endorsements.deps.ts';
import { EndorsementsController } from './endorsements/endorsements.controller.ts';
import { SharingController } from './sharing/sharing.controller.ts';
import { PublicDocumentsController } from './verification/public-documents.controller.ts';
import { VerificationController } from './verification/verification.controller.ts';
import { VERIFICATION_PORTS, type VerificationPorts } from './verification/verification.deps.ts';

/** Everything that outsiders meet: verification, endorsements, what a learner shows, and the documents that verifiers fetch. */
@Module({})
export class VerificationModule {
  static register(ports: VerificationPorts): DynamicModule {
    return {
      module: VerificationModule,
      controllers: [
        EndorsementsController,
        AnswersController,
        VerificationController,
        PublicDocumentsController,
        SharingController,
      ],
      providers: [
        { provide: ENDORSEMENT_PORTS, useValue: ports },
        { provide: VERIFICATION_PORTS, useValue: ports },
      ],
    };
  }
}
