// Writes hashes.ts anew from what this Node computes: `npm run hashes`, after a change that is meant to change results.
import { writeFile } from 'node:fs/promises'
import { bundle } from './bundle.mjs'

const { hashes } = await import(await bundle())
const table = Object.entries(hashes())
const thrown = table.filter(([, hash]) => hash.startsWith('threw'))
for (const [name, hash] of thrown) console.error(`${name}: ${hash}`)
if (thrown.length > 0) process.exit(1)
const lines = table.map(([name, hash]) => `  '${name}': '${hash}',`).sort()
await writeFile(
  new URL('hashes.ts', import.meta.url),
  `// Written by write-hashes.mjs (npm run hashes): the exact bits of each result, the same in every engine.
export const expected: Readonly<Record<string, string>> = {\n${lines.join('\n')}\n}\n`,
)
console.log(`${lines.length} hashes written`)
