import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Some tests wait for other programs: LibreOffice takes ten seconds to start, and a minute on a machine that has other work.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ['default', './test/reporter.ts'],
  },
});
