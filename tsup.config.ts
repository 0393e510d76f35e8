import { existsSync, readdirSync } from 'node:fs'
import { build } from 'esbuild'
import { defineConfig } from 'tsup'

// every folder of src with an index is an entry point of the package, and so has its own d.ts
const folders = readdirSync('src').filter((name) => existsSync(`src/${name}/index.ts`))

/**
 * Files for a page without a bundler: one module each, dependencies inside. `browser/causalkit.js` holds everything,
 * `browser/graphs.js` the rooms of graphs and identification.
 */
async function browserFiles(): Promise<void> {
  const shared = { bundle: true, minify: true, format: 'esm', platform: 'browser', target: 'es2022' } as const
  await Promise.all([
    build({ ...shared, entryPoints: ['dist/index.js'], outfile: 'dist/browser/causalkit.js' }),
    build({ ...shared, entryPoints: ['dist/graphs-alone.js'], outfile: 'dist/browser/graphs.js' }),
  ])
}

export default defineConfig({
  // One output file per source file: the package's sideEffects flag works per file,
  // so a function's users pay only for the files that it imports.
  entry: ['src/**/*.ts'],
  bundle: false,
  format: ['esm'],
  target: 'es2022',
  platform: 'neutral',
  sourcemap: true,
  clean: true,
  onSuccess: browserFiles,
  dts: {
    entry: Object.fromEntries(
      ['index', 'graphs-alone', ...folders.map((name) => `${name}/index`)].map((name) => [name, `src/${name}.ts`]),
    ),
  },
})
