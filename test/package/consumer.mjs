// A stranger's project: packs the library as npm would, installs the tarball into an empty NodeNext project with the
// strictest checks (skipLibCheck off), compiles it, and runs it as ESM and through require.
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installPacked, root, run } from './install-packed.mjs'

const project = mkdtempSync(join(tmpdir(), 'causalkit-consumer-'))

try {
  const { packed, manifest, installed } = installPacked(project)
  cpSync(join(root, 'test/package/consumer'), project, { recursive: true })
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
      if (!existsSync(join(installed, file))) throw new Error(`${entry}: ${file} is not in the package`)
    }
  }
  console.log(`consumer: ${packed.entryCount} files, ${packed.size} bytes packed; compiles and runs`)
} finally {
  rmSync(project, { recursive: true, force: true })
}
