import { type Judge } from '@laurel/certification-domain';
import {
  type Asker,
  type CertificateListView,
  certificatesQuery,
  type CertificateView,
  certificateWhy,
} from '@laurel/contracts';
import { Needs, newId, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CERTIFICATION_PORTS, type CertificationPorts } from '../certification.deps.ts';
import { tellCertificate } from './certificate-book.ts';
import { summaryOfCertificate, viewOfCertificate } from './certificate-view.query.ts';

@Controller('v1/certificates')
@Needs('certify')
export class CertificatesController {
  constructor(@Inject(CERTIFICATION_PORTS) private readonly ports: CertificationPorts) {}

  @Get()
  async list(@Query() query: unknown): Promise<CertificateListView> {
    const wanted = parseWith(certificatesQuery, query);
    const page = (await this.ports.certificates.page(wanted)).map(summaryOfCertificate);
    return { certificates: page, next: page.length === wanted.limit ? (page.at(-1)?.certificate ?? null) : null };
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<CertificateView> {
    const view = await viewOfCertificate(this.ports, id);
    if (!view) throw new Problematic(404, 'certificate.missing', `No certificate has the id ${id}`);
    return view;
  }

  @Get(':id/credential')
  @Header('content-type', 'application/vc+json')
  async credential(@Param('id') id: string): Promise<string> {
    const { signedAt } = await this.read(id);
    const signed = signedAt === null ? undefined : await this.ports.credentials.find(id);
    if (!signed) throw new Problematic(404, 'certificate.unsigned', `The certificate ${id} is not signed yet`);
    return signed.document;
  }

  @Post(':id/suspend')
  @HttpCode(200)
  suspend(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<CertificateView> {
    return this.judge('Suspend', id, body, asker);
  }

  @Post(':id/reinstate')
  @HttpCode(200)
  reinstate(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<CertificateView> {
    return this.judge('Reinstate', id, body, asker);
  }

  @Post(':id/revoke')
  @HttpCode(200)
  revoke(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<CertificateView> {
    return this.judge('Revoke', id, body, asker);
  }

  private async judge(type: Judge['type'], id: string, body: unknown, { id: by }: Asker): Promise<CertificateView> {
    const { why } = parseWith(certificateWhy, body);
    await this.read(id);
    const cause = { causation: newId(), correlation: newId(), actor: by };
    await tellCertificate(this.ports.store, id, { command: { type, why, by }, cause });
    return this.read(id);
  }
}
