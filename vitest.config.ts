import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { workerProgram } from './test/support/worker-file.js'

const chromium = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

/** The playground takes the library by its name: its tests run on the sources. */
const bySources = [{ find: /^causalkit\/(.*)$/, replacement: `${import.meta.dirname}/src/$1/index.ts` }]

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias: bySources },
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          setupFiles: ['test/support/setup.ts'],
          testTimeout: 30_000,
          // a worker loads the library once, not once for each of 200 files; no test changes what modules share
          isolate: false,
        },
      },
      {
        test: {
          name: 'types',
          include: [],
          typecheck: { enabled: true, only: true, include: ['test/**/*.test-d.ts'], tsconfig: 'test/tsconfig.json' },
        },
      },
      {
        resolve: { alias: bySources },
        plugins: [
          {
            name: 'worker of tests',
            configureServer({ middlewares }) {
              let program: Promise<string> | undefined
              middlewares.use('/own-worker.js', (_, response) => {
                program ??= workerProgram()
                void program.then((text) => response.setHeader('content-type', 'text/javascript').end(text))
              })
            },
          },
        ],
        optimizeDeps: {
          include: [
            'fast-check',
            'jstat',
            'ml-matrix',
            'seedrandom/lib/alea.js',
            '@dagrejs/graphlib',
            'd3-dsv',
            'apache-arrow',
            'arquero',
            '@duckdb/duckdb-wasm',
          ],
        },
        test: {
          name: 'browser',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.node.test.ts'],
          setupFiles: ['test/support/setup.ts'],
          testTimeout: 60_000,
          // a page loads the library once, not once for each file: three times as fast
          isolate: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromium }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
