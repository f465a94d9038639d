export * from './report-document.port.ts';
export * from './saved-questions.port.ts';
export * from './schedule.ts';
export * from './subscription.ts';
export * from './subscriptions.port.ts';
export * from './zoned-time.ts';
