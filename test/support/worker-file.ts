import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'

let built: Promise<string> | undefined

/** The file of workers that know the functions of test/support/own-functions.ts, made of the sources. */
export function workerFile(): Promise<string> {
  built ??= (async () => {
    const outfile = join(mkdtempSync(join(tmpdir(), 'causalkit-worker-')), 'worker.mjs')
    await build({
      entryPoints: [fileURLToPath(new URL('./own-worker.ts', import.meta.url))],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile,
    })
    return outfile
  })()
  return built
}

/** How a pool starts such a worker. */
export async function ownWorkers(): Promise<() => Worker> {
  const file = await workerFile()
  return () => new Worker(file)
}
