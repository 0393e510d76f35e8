import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../../examples/playground/src/share/code'
import { firstWork, type Work } from '../../../examples/playground/src/work'
import { aipw, estimateEffect, linear, logistic, normal, parseDagitty, sample, scm, toCsv } from '../../../src/index.js'

const folder = mkdtempSync(join(tmpdir(), 'causalkit-code-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const model = scm({ age: normal(0, 1), dose: logistic({ age: 1 }), health: linear({ age: -1, dose: 2 }, normal(0, 1)) })
const rows = sample(model, 500, { seed: 1 })
writeFileSync(join(folder, 'data.csv'), toCsv(rows))

const textOf = (parts: Partial<Work>): string => {
  const made = codeOf({ ...firstWork, ...parts })
  if (!made.ok) throw new Error(made.message)
  return made.text
}

/** The library as a package beside the code, so that what was exported runs as it is. */
beforeAll(async () => {
  const installed = join(folder, 'node_modules/causalkit')
  mkdirSync(installed, { recursive: true })
  writeFileSync(join(installed, 'package.json'), '{ "name": "causalkit", "type": "module", "exports": "./index.js" }')
  await build({
    entryPoints: [join(process.cwd(), 'src/index.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    outfile: join(installed, 'index.js'),
    logLevel: 'silent',
  })
}, 60_000)

/** Runs exported code in Node. */
function ran(parts: Partial<Work>, ...args: readonly string[]): string {
  writeFileSync(join(folder, 'effect.mjs'), textOf(parts))
  return execFileSync(process.execPath, ['effect.mjs', ...args], { encoding: 'utf8', cwd: folder })
}

const asked = { text: 'age -> dose -> health\nage -> health', treatment: 'dose', outcome: 'health' }

describe('exported code', () => {
  it('identifies and estimates what the page asks, to the same number', () => {
    const printed = ran({ ...asked, adjusted: ['age'] }, 'data.csv')
    const effect = estimateEffect(rows, {
      graph: parseDagitty(`dag {${asked.text}}`) as never,
      treatment: 'dose',
      outcome: 'health',
      adjustment: ['age'],
      estimator: aipw(),
    } as never)
    if (!effect.estimated) throw new Error(effect.message)
    expect(printed).toContain(effect.estimate.toFixed(3))
    expect(printed).toContain("An adjustment set: [ 'age' ]")
    expect(printed).toContain('The chosen set: { valid: true }')
  })

  it('says what it needs without a file', () => {
    expect(ran(asked)).toContain('Give a CSV file')
  })

  it('hides what cannot be measured, and refuses then', () => {
    const printed = ran({ ...asked, latents: ['age'], adjusted: ['age'] }, 'data.csv')
    expect(printed).toContain('No formula of the observed distribution gives the effect')
    expect(printed).not.toContain('The chosen set')
  })

  it('without a question says what the graph says of data', () => {
    expect(ran({ text: 'a -> b -> c', treatment: '', outcome: '' })).toContain('a and c are independent given b')
    expect(ran({ text: 'a -> b <- c', treatment: 'a', outcome: 'a' })).toContain(
      'a and c are independent given nothing',
    )
  })

  it('keeps any name, and text that looks like code, as they are', () => {
    const odd = ['a`', '{process.exit(3)}\\'].join('$')
    const quoted = `"${odd.replace(/["\\]/g, '\\$&')}"`
    const parts = {
      text: `${quoted} -> "constructor"\r\n"*/ x" -> ${quoted}`,
      treatment: odd,
      outcome: 'constructor',
      adjusted: ['*/ x'],
      selection: ['*/ x'],
    }
    expect(ran(parts)).toContain('Give a CSV file')
  })

  it('of a class of graphs asks what can be asked of it', () => {
    for (const text of ['pdag { a -- b b -> c }', 'pag { a @-> b b -> c }', 'mag { a -> b b <-> c }'])
      expect(ran({ text, treatment: 'a', outcome: 'b' })).toContain('Give a CSV file')
  })

  it('is not made of a graph that cannot be read', () => {
    const made = codeOf({ ...firstWork, text: 'a -> ' })
    expect(made.ok).toBe(false)
  })

  it('is plain JavaScript that Node parses as it is', () => {
    const file = join(folder, 'plain.mjs')
    writeFileSync(file, textOf({ ...asked, latents: ['age'], selection: ['health'] }))
    expect(spawnSync(process.execPath, ['--check', file], { encoding: 'utf8' }).stderr).toBe('')
  })
})
