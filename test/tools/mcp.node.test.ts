import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromCounts, kidneyStones, toCsv, toolDefinitions } from '../../src/index.js'

// Charig et al. (1986): 700 patients with kidney stones, as a file.
const folder = mkdtempSync(join(tmpdir(), 'causalkit-mcp-'))
const client = new Client({ name: 'test', version: '1' })

beforeAll(async () => {
  writeFileSync(join(folder, 'stones.csv'), toCsv(fromCounts(kidneyStones)))
  const server = join(folder, 'server.mjs')
  await build({
    entryPoints: [join(process.cwd(), 'examples/mcp-server.mjs')],
    alias: { causalkit: join(process.cwd(), 'src/index.ts') },
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    outfile: server,
    logLevel: 'silent',
  })
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [server, join(folder, 'stones.csv')], stderr: 'pipe' }),
  )
}, 90_000)

afterAll(async () => {
  await client.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Answer {
  readonly isError: boolean
  readonly text: string
  readonly data: Readonly<Record<string, unknown>>
  readonly error: { readonly code?: string; readonly details?: unknown }
}

async function call(name: string, input?: object): Promise<Answer> {
  const answer = await client.callTool({ name, ...(input === undefined ? {} : { arguments: { ...input } }) })
  const [part] = answer.content as readonly { readonly text: string }[]
  return {
    isError: answer.isError === true,
    text: part?.text ?? '',
    data: (answer.structuredContent ?? {}) as Answer['data'],
    error: (answer._meta?.['causalkit/error'] ?? {}) as Answer['error'],
  }
}

const graph = 'stone -> treatment -> recovered; stone -> recovered'
const effect = {
  table: 'stones',
  graph,
  treatment: 'treatment',
  outcome: 'recovered',
  from: 'percutaneous',
  to: 'open',
  estimator: 'regression',
}

describe('the tools over the Model Context Protocol', () => {
  it('are listed, with schemas that a validator of JSON Schema compiles', async () => {
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(toolDefinitions().map(({ name }) => name))
    const schemas = new AjvJsonSchemaValidator()
    const compiled = (schema: unknown) => schemas.getValidator(schema as never)
    for (const { inputSchema, outputSchema, description } of tools) {
      expect(description).toContain('stones')
      expect(compiled(inputSchema)({ colour: 'red' }).valid).toBe(false)
      expect(compiled(outputSchema)({}).valid).toBe(false)
    }
    const estimate = tools.find(({ name }) => name === 'estimate_effect')!
    expect(compiled(estimate.inputSchema)(effect).valid).toBe(true)
  })

  it('lead from a file to a report', async () => {
    const diagnosis = await call('diagnose_table', { table: 'stones' })
    expect(diagnosis.data['rowCount']).toBe(700)
    const learned = await call('learn_graph', { table: 'stones' })
    expect(learned.isError).toBe(false)
    expect(String(learned.data['graph'])).toContain('stone')
    const identified = await call('identify_effect', { graph, treatment: 'treatment', outcome: 'recovered' })
    expect(identified.data).toMatchObject({
      identifiable: true,
      formula: 'Σ_stone P(recovered | treatment, stone) P(stone)',
    })
    const estimated = await call('estimate_effect', { ...effect, estimator: 'strata' })
    expect(estimated.data['estimate']).toBeCloseTo(0.053671, 6)
    const refuted = await call('refute_effect', { ...effect, refuters: ['placebo treatment', 'subset'] })
    expect(refuted.data['refutations']).toHaveLength(2)
    const report = await call('write_report', { ...effect, refuters: ['placebo treatment'], title: 'Kidney stones' })
    expect(report.text.startsWith('# Kidney stones\n')).toBe(true)
    for (const heading of ['The table', 'The graph', 'Identification', 'The estimate', 'Attempts at refutation'])
      expect(report.text).toContain(`\n## ${heading}\n`)
  }, 60_000)

  it('say what is wrong, with its code and what to do', async () => {
    const table = await call('estimate_effect', { ...effect, table: 'stone' })
    expect(table).toMatchObject({ isError: true, error: { code: 'unknown-name', details: { name: 'stone' } } })
    expect(table.text).toContain('the loaded tables are "stones"')
    expect(table.text).toContain('(error code: unknown-name)')
    const broken = await call('identify_effect', { graph: 'a -> b -> a', treatment: 'a', outcome: 'b' })
    expect(broken.isError).toBe(true)
    expect(broken.error.code).toBe('cycle')
    const csv = await call('describe_table', { table: { csv: 'a,b\n1,2\n3' } })
    expect(csv.isError).toBe(true)
    expect(csv.text).toMatch(/line|row/)
  })

  it('refuse unknown tools and arguments, and calls without any', async () => {
    const tool = await call('make_coffee', {})
    expect(tool).toMatchObject({ isError: true, error: { code: 'unknown-name' } })
    expect(tool.text).toContain('estimate_effect')
    const argument = await call('estimate_effect', { ...effect, colour: 'red' })
    expect(argument.isError).toBe(true)
    expect(argument.text).toContain('colour')
    const none = await call('estimate_effect')
    expect(none.isError).toBe(true)
    expect(none.text).toContain('`table` is missing')
    const kind = await call('estimate_effect', { ...effect, adjustment: 'stone' })
    expect(kind.isError).toBe(true)
  })

  it('answer a refusal as an answer', async () => {
    const hidden = await call('write_report', { ...effect, graph: 'treatment -> recovered; treatment <-> recovered' })
    expect(hidden.isError).toBe(false)
    expect(hidden.data['estimated']).toBe(false)
  })
})
