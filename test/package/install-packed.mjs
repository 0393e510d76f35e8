// The library as npm packs it, installed into a project: the tarball unpacked, its dependencies linked.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Runs a program and gives what it printed. */
export const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' })

/** Packs and installs; gives the package's manifest, where it lies, and what npm says of the tarball. */
export function installPacked(project) {
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], root))
  const modules = join(project, 'node_modules')
  mkdirSync(modules)
  run('tar', ['xzf', join(project, packed.filename), '-C', project], project)
  cpSync(join(project, 'package'), join(modules, 'causalkit'), { recursive: true })
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(modules, name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), link)
  }
  return { packed, manifest, installed: join(modules, 'causalkit') }
}
