// A small program bundled by Vite, esbuild and webpack from the packed library, each bundle run in Node.
// `npm run check:bundlers`. It prints what each bundle weighs, gzipped.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build as buildByEsbuild } from 'esbuild'
import { build as buildByVite } from 'vite'
import webpack from 'webpack'
import { installPacked, run } from './install-packed.mjs'

const project = mkdtempSync(join(tmpdir(), 'causalkit-bundlers-'))

const entry = join(project, 'main.js')
const program = `import { admg, column, dag, dSeparated, identify, linear, normal, sample, scm, toText } from 'causalkit'
const found = identify(admg('X -> M -> Y; X <-> Y'), { do: 'X', outcome: 'Y' })
const model = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
console.log(JSON.stringify([
  dSeparated(dag('A -> B -> C'), 'A', 'C', ['B']),
  found.identifiable ? toText(found.estimand) : 'none',
  Array.from(column(sample(model, 2, { seed: 1 }), 'Y')),
]))
`
const out = (name) => join(project, name, 'bundle.mjs')
const bundlers = {
  esbuild: () =>
    buildByEsbuild({ entryPoints: [entry], bundle: true, minify: true, format: 'esm', outfile: out('esbuild') }),
  Vite: () =>
    buildByVite({
      root: project,
      configFile: false,
      logLevel: 'error',
      build: {
        outDir: join(project, 'Vite'),
        lib: { entry, formats: ['es'], fileName: () => 'bundle.mjs' },
        minify: true,
      },
    }),
  webpack: async () => {
    const compiler = webpack({
      mode: 'production',
      context: project,
      entry,
      output: { path: join(project, 'webpack'), filename: 'bundle.mjs', module: true, chunkFormat: 'module' },
      experiments: { outputModule: true },
      target: 'es2022',
    })
    const stats = await promisify(compiler.run.bind(compiler))()
    await promisify(compiler.close.bind(compiler))()
    if (stats.hasErrors()) throw new Error(stats.toString('errors-only'))
  },
}
let [passed, failed] = [0, 0]
try {
  installPacked(project)
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'page', type: 'module', private: true }))
  writeFileSync(entry, program)
  const wanted = run(process.execPath, [entry], project)
  for (const [name, build] of Object.entries(bundlers)) {
    try {
      await build()
      const answer = run(process.execPath, [out(name)], project)
      if (answer !== wanted) throw new Error(`it answers ${answer} where the package answers ${wanted}`)
      passed++
      console.log(`bundled by ${name}: ok, ${(gzipSync(readFileSync(out(name))).length / 1000).toFixed(1)} kB gzip`)
    } catch (error) {
      failed++
      console.log(`bundled by ${name}: FAILED ${error instanceof Error ? error.message : error}`)
    }
  }
} finally {
  rmSync(project, { recursive: true, force: true })
}
console.log(`bundlers: ${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
