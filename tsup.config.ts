import { existsSync, readdirSync } from 'node:fs'
import { defineConfig } from 'tsup'

// every folder of src with an index is an entry point of the package, and so has its own d.ts
const folders = readdirSync('src').filter((name) => existsSync(`src/${name}/index.ts`))

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
  dts: {
    entry: Object.fromEntries(
      ['index', ...folders.map((name) => `${name}/index`)].map((name) => [name, `src/${name}.ts`]),
    ),
  },
})
