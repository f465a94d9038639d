export * from './warehouse.port.ts';
