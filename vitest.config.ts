import { existsSync } from 'node:fs';
import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that compute on WebGPU. They need its environment from the start, so they are a project of their own. */
const ON_WEBGPU = ['packages/*/src/**/*.webgpu.test.ts'];

/** Users of a service: browsers, programs, the command line. They wait for it more than they compute, so that two may run at once. */
const OF_USERS = ['tests/e2e/cli.test.ts', 'tests/e2e/client-docs.test.ts', 'tests/e2e/dashboard*.test.ts'];

/** Vulkan in software comes with Chromium, loader and driver; one that the environment names goes first. */
const CHROMIUM = '/usr/lib/chromium';
const DRIVER = `${CHROMIUM}/vk_swiftshader_icd.json`;
const vulkan = process.env['VK_DRIVER_FILES'] === undefined && existsSync(DRIVER)
  ? { VK_DRIVER_FILES: DRIVER, LD_LIBRARY_PATH: CHROMIUM }
  : {};

export default defineConfig({
  resolve: { conditions: ['stride-source'] },
  ssr: { resolve: { conditions: ['stride-source'] } },
  test: {
    setupFiles: [new URL('./tests/support/property-seed.ts', import.meta.url).pathname],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'stride',
          include: ['benchmarks/*/src/**/*.test.ts', 'packages/*/src/**/*.test.ts', 'services/*/src/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...ON_WEBGPU],
          maxWorkers: 2, sequence: { groupOrder: 0 },
        },
      },
      // Whole systems, which train on every core: one after the other, when nothing else runs.
      {
        extends: true,
        test: { name: 'system', include: ['tests/**/*.test.ts'], exclude: [...configDefaults.exclude, ...OF_USERS], maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
      { extends: true, test: { name: 'users', include: OF_USERS, maxWorkers: 2, sequence: { groupOrder: 2 } } },
      // A process of its own, not a thread: Dawn does not work in worker threads. In software a step takes a second and more.
      { extends: true, test: { name: 'webgpu', include: ON_WEBGPU, env: vulkan, pool: 'forks', testTimeout: 180_000, maxWorkers: 1, sequence: { groupOrder: 3 } } },
    ],
  },
});
