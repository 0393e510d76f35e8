// @ts-check
// The tools of causalkit for an agent, by the Model Context Protocol over standard input and output.
//   node examples/mcp-server.mjs patients.csv sales.csv     serves the tools, with the files as tables `patients` and `sales`
//   node examples/mcp-server.mjs                            plays both sides once, on a file of its own, and prints what was said
// Title: Tools for an agent
// Kind: Data at size and tools
// Question: What can an agent do with a table by the Model Context Protocol, and what is it told when it errs?
// Believe: A wrong name is answered by a sentence that says which names there are, so an agent can mend its call. The drug
//   was made to lower pressure by 6; the estimate is −7.5 (−9.1 to −5.9), and the truth is near the edge of it. The agent
//   states the graph itself: the tools check and compute, and do not know whether it is true.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { dag, linear, logistic, normal, readCsv, sample, scm, toCsv, toolDefinitions, toSvg } from 'causalkit'
import { savePicture } from './support.mjs'

const files = process.argv.slice(2)
if (files.length > 0) await serve(files)
else await play()

/** Offers the tools, with each file as a table of its name. @param {readonly string[]} files */
async function serve(files) {
  const tables = Object.fromEntries(files.map((file) => [basename(file, '.csv'), readCsv(readFileSync(file, 'utf8'))]))
  const tools = toolDefinitions({ tables })
  const instructions =
    'For one effect: diagnose_table, then a graph (learn_graph, and what you know; test_graph says whether the data contradict it), identify_effect, estimate_effect, refute_effect, write_report. A refusal is an answer: report it.'
  const server = new Server({ name: 'causalkit', version: '0.1.0' }, { capabilities: { tools: {} }, instructions })
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map(({ name, description, inputSchema, outputSchema }) => ({
      name,
      description: `${description} Loaded tables: ${Object.keys(tables).join(', ')}.`,
      inputSchema: /** @type {any} */ (inputSchema),
      outputSchema: /** @type {any} */ (outputSchema),
    })),
  }))
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
    const tool = tools.find(({ name }) => name === params.name)
    const known = tools.map(({ name }) => name).join(', ')
    if (!tool) return failure(`There is no tool ${params.name}. The tools are ${known}.`, { code: 'unknown-name' })
    const answer = tool.run(params.arguments ?? {})
    if (!answer.ok) return failure(answer.text, answer.error)
    return { content: [{ type: 'text', text: answer.text }], structuredContent: answer.data }
  })
  await server.connect(new StdioServerTransport())
}

/** An error as an answer: the sentence for the model, its code in it, and the names at fault beside it for programs. */
function failure(/** @type {string} */ text, /** @type {{ code: string, details?: object }} */ error) {
  return {
    isError: true,
    content: [{ type: /** @type {const} */ ('text'), text: `${text} (error code: ${error.code})` }],
    _meta: { 'causalkit/error': error },
  }
}

/** What an agent might do with a file: look, think, identify, estimate, doubt, report. In truth the drug takes 6 off the pressure. */
async function play() {
  const folder = mkdtempSync(join(tmpdir(), 'causalkit-agent-'))
  const model = scm({
    age: normal(50, 10),
    drug: logistic({ age: 0.08 }, { intercept: -4 }),
    pressure: linear({ age: 0.5, drug: -6 }, normal(110, 8)),
  })
  writeFileSync(join(folder, 'trial.csv'), toCsv(sample(model, 400, { seed: 'trial' })))
  const client = new Client({ name: 'example', version: '0.1.0' })
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [fileURLToPath(import.meta.url), join(folder, 'trial.csv')],
    }),
  )
  try {
    const { tools } = await client.listTools()
    console.log(`The server offers ${tools.length} tools: ${tools.map(({ name }) => name).join(', ')}.\n`)
    const graph = 'age -> drug -> pressure; age -> pressure'
    const effect = { table: 'trial', graph, treatment: 'drug', outcome: 'pressure' }
    const calls = /** @type {const} */ ([
      ['describe_table', { table: 'trial' }],
      ['diagnose_table', { table: 'trial' }],
      ['learn_graph', { table: 'trial' }],
      ['identify_effect', { graph, treatment: 'drug', outcome: 'pressure' }],
      ['estimate_effect', { ...effect, treatment: 'medicine' }],
      ['estimate_effect', effect],
      ['refute_effect', { ...effect, estimator: 'regression', refuters: ['placebo treatment'] }],
      ['check_sensitivity', effect],
      ['write_report', { ...effect, estimator: 'regression', refuters: ['placebo treatment'] }],
    ])
    for (const [name, input] of calls) {
      const answer = await client.callTool({ name, arguments: { ...input } })
      const [part] = /** @type {{ text: string }[]} */ (answer.content)
      console.log(`> ${name} ${JSON.stringify(input)}\n${answer.isError ? 'ERROR ' : ''}${part?.text}\n`)
    }
    console.log('The table was made so that the drug lowers pressure by 6.')
    savePicture(
      'mcp-server.svg',
      toSvg(dag(graph), {
        roles: { treatment: 'drug', outcome: 'pressure' },
        title: 'The graph that the agent states',
      }),
    )
  } finally {
    await client.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
