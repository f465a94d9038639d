import { type Category, type WaitsFor } from '@laurel/contracts';

const DECENT: readonly WaitsFor[] = ['quiet-hours', 'working-days', 'availability'];
const promotion = {
  ...{ isOptional: true, isCapped: true, waitsFor: DECENT, asksWhy: false },
  delivery: 'at-most-once',
} as const;
const needed = { isOptional: false, isCapped: false, delivery: 'at-least-once', asksWhy: false } as const;

/** What comes with Laurel; a definition under the same id takes its place. */
export const SHIPPED_CATEGORIES: readonly Category[] = [
  {
    ...{ ...promotion, id: 'learning-reminder', name: 'Reminders about your courses' },
    description: 'When you enrolled and have not begun, have been away for a while, or are nearly there.',
    ...{ asksWhy: true, priority: 4 },
  },
  {
    ...{ ...promotion, id: 'campaign', name: 'Certifications and campaigns' },
    description: 'Invitations to certifications and other offers for your role.',
    priority: 5,
  },
  {
    ...{ ...promotion, id: 'manager-briefing', name: 'Briefings for managers' },
    description: 'What your people will be told, a day before they are.',
    priority: 6,
  },
  {
    ...{ ...promotion, id: 'manager-report', name: 'Your team, once a week', isCapped: false },
    description: 'How the people learn who report to you, and what you could do.',
    priority: 5,
  },
  {
    ...{ ...promotion, id: 'from-manager', name: 'Words from your manager', asksWhy: true },
    description: 'When your manager offers help, asks about something overdue, or congratulates you.',
    priority: 6,
  },
  {
    ...{ id: 'report', name: 'Reports you subscribed to', isOptional: true, isCapped: false, asksWhy: false },
    description: 'Answers to saved questions, at the times that were chosen.',
    ...{ waitsFor: ['quiet-hours'], delivery: 'at-most-once', priority: 5 },
  },
  {
    ...{ ...needed, id: 'correction', name: 'Corrections', delivery: 'at-most-once' },
    description: 'What puts an earlier message right. It goes only to who got that message.',
    ...{ waitsFor: DECENT, priority: 8 },
  },
  {
    ...{ ...needed, id: 'certificate', name: 'Certificates' },
    description: 'Your certificates, and what becomes of them.',
    ...{ waitsFor: ['quiet-hours'], priority: 7 },
  },
  {
    ...{ ...needed, id: 'receipt', name: 'Receipts' },
    description: 'Confirmations of what you did.',
    ...{ waitsFor: [], priority: 7 },
  },
];

/** What nobody described is treated with the most care. */
export const unknownCategory = (id: string): Category => ({
  ...{ id, name: id, description: '', isOptional: true, isCapped: true, waitsFor: DECENT },
  ...{ delivery: 'at-most-once', asksWhy: false, priority: 4 },
});
