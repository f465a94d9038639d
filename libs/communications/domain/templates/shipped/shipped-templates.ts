import { templateContent, type TemplateContent } from '@laurel/contracts';
import { certificateMails } from './certificate-mails.template.ts';
import { certificationAnnouncement } from './certification-announcement.template.ts';
import { certificationInvitation } from './certification-invitation.template.ts';
import { closeToCompletion } from './close-to-completion.template.ts';
import { completedWithoutCertificate } from './completed-without-certificate.template.ts';
import { correction } from './correction.template.ts';
import { failedAssessment } from './failed-assessment.template.ts';
import { idleReminder } from './idle-reminder.template.ts';
import { managerBriefing } from './manager-briefing.template.ts';
import { managerCongratulation, managerHelp, managerReminder } from './from-manager.templates.ts';
import { managerReport } from './manager-report.template.ts';
import { neverStarted } from './never-started.template.ts';
import { report } from './report.template.ts';
import { stuck } from './stuck.template.ts';
import { withdrew } from './withdrew.template.ts';

const sources = {
  ...certificateMails,
  'certification-announcement': certificationAnnouncement,
  'certification-invitation': certificationInvitation,
  'close-to-completion': closeToCompletion,
  'completed-without-certificate': completedWithoutCertificate,
  correction,
  'failed-assessment': failedAssessment,
  'idle-reminder': idleReminder,
  'manager-briefing': managerBriefing,
  'manager-congratulation': managerCongratulation,
  'manager-help': managerHelp,
  'manager-reminder': managerReminder,
  'manager-report': managerReport,
  'never-started': neverStarted,
  report,
  stuck,
  withdrew,
};

/** The templates that come with Laurel, by id: data like any other, checked by the same engine in a test. */
export const SHIPPED_TEMPLATES: ReadonlyMap<string, TemplateContent> = new Map(
  Object.entries(sources).map(([id, source]) => [id, templateContent.parse(source)]),
);
