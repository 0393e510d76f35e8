import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { defineConfig } from 'tsup'

// every folder of src with an index is an entry point of the package, and so has its own d.ts
const folders = readdirSync('src').filter((name) => existsSync(`src/${name}/index.ts`))

/** What `causalkit/browser/graphs` holds: enough for separation, adjustment and identification. */
const graphRooms = ['graph', 'identification', 'estimand']

/**
 * Files for a page without a bundler: one module each, dependencies inside. `browser/causalkit.js` holds everything,
 * `browser/graphs.js` the rooms of graphs and identification.
 */
async function browserFiles(): Promise<void> {
  const graphs = [
    ...graphRooms.map((room) => `export * from './${room}/index.js'`),
    "export { CausalError } from './errors.js'",
  ].join('\n')
  const shared = { bundle: true, minify: true, format: 'esm', platform: 'browser', target: 'es2022' } as const
  await Promise.all([
    build({ ...shared, entryPoints: ['dist/index.js'], outfile: 'dist/browser/causalkit.js' }),
    build({ ...shared, stdin: { contents: graphs, resolveDir: 'dist' }, outfile: 'dist/browser/graphs.js' }),
  ])
  const types = graphs.replaceAll("'./", "'../")
  writeFileSync('dist/browser/graphs.d.ts', `${types}\n`)
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
      ['index', ...folders.map((name) => `${name}/index`)].map((name) => [name, `src/${name}.ts`]),
    ),
  },
})
