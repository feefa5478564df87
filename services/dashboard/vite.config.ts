import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // Workspace packages are bundled from their sources: no build order to keep, and unused code falls away.
  resolve: { conditions: ['stride-source', ...defaultClientConditions] },
  build: {
    // light-dark() and container queries are used as they are.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // ECharts is a chunk of its own, loaded when a chart is first shown.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // The pure domain: what a chunk does not use of it stays out of that chunk.
      treeshake: { moduleSideEffects: [{ test: /packages\/core\/src\//, sideEffects: false }] },
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:3000' } },
});
