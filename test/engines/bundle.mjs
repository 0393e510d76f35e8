import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'tsup'

/** Builds the results and all that they import into one file of a new temporary folder; gives its path. */
export async function bundle() {
  const outDir = await mkdtemp(join(tmpdir(), 'causalkit-engines-'))
  await build({
    config: false,
    entry: { results: new URL('results/index.ts', import.meta.url).pathname },
    format: ['esm'],
    outExtension: () => ({ js: '.mjs' }),
    platform: 'browser',
    target: 'es2022',
    noExternal: [/.*/],
    splitting: false,
    dts: false,
    silent: true,
    outDir,
  })
  return join(outDir, 'results.mjs')
}
