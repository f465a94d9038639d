export * from './drawn-histories.ts';
export * from './facts.ts';
export * from './clickhouse-database.ts';
export * from './clickhouse-server.ts';
export * from './kafka-broker.ts';
export * from './postgres-server.ts';
export * from './shared-server.ts';
export * from './test-database.ts';
