import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'

let built: Promise<string> | undefined

/** The program of workers that know the functions of test/support/own-functions.ts, made of the sources. */
export async function workerProgram(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./own-worker.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    format: 'esm',
  })
  return outputFiles[0]!.text
}

/** A file with it. */
function workerFile(): Promise<string> {
  built ??= (async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'causalkit-worker-')), 'worker.mjs')
    writeFileSync(file, await workerProgram())
    return file
  })()
  return built
}

/** How a pool starts such a worker. */
export async function ownWorkers(): Promise<() => Worker> {
  const file = await workerFile()
  return () => new Worker(file)
}
