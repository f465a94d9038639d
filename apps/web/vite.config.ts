import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@laurel/source', 'module', 'browser', 'development|production'] },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    // Pages are loaded when they are opened; `no-eval.ts` comes before every schema all the same.
    rolldownOptions: { output: { strictExecutionOrder: true } },
  },
  // `vite apps/web` beside a running server: the pages reload, the answers are real.
  server: { proxy: { '/v1': 'http://localhost:7300', '/health': 'http://localhost:7300' } },
});
