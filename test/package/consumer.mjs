// A stranger's project: packs the library as npm would, installs the tarball into an empty NodeNext project with the
// strictest checks (skipLibCheck off), compiles it, and runs it as ESM and through require.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../..')
const project = mkdtempSync(join(tmpdir(), 'causalkit-consumer-'))
const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' })

try {
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
  cpSync(join(here, 'consumer'), project, { recursive: true })
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'consumer', type: 'module', private: true }))
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project], project)
  const asBundled = ['--module', 'ESNext', '--moduleResolution', 'Bundler', '--noEmit']
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project, ...asBundled], project)
  console.log(run(process.execPath, ['main.js'], project).trim())
  console.log(run(process.execPath, ['main.cjs'], project).trim())
  for (const entry of Object.keys(manifest.exports)) {
    if (entry === './package.json') continue
    const target = manifest.exports[entry]
    for (const file of Object.values(target)) {
      if (!existsSync(join(modules, 'causalkit', file))) throw new Error(`${entry}: ${file} is not in the package`)
    }
  }
  console.log(`consumer: ${packed.entryCount} files, ${packed.size} bytes packed; compiles and runs`)
} finally {
  rmSync(project, { recursive: true, force: true })
}
