import { config } from 'zod';

// Imported before any schema is made: the policy of the pages forbids code made of text, so zod need not try.
config({ jitless: true });
